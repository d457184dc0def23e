using System.Collections.Immutable;
using FsCheck.Fluent;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

/// <summary>Collections inside tuples and dictionaries are compared and shown by content, like those outside.</summary>
public sealed class StructuralTests
{
    private static readonly LinearizabilityOptions Controlled = new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, Runs = 50 };

    [Fact]
    public void An_output_that_holds_collections_is_compared_by_content() =>
        Assert.True(Linearizability.Run<LogSpec>(Controlled) is { Passed: true } result, "a right class was reported");

    [Fact]
    public void An_output_whose_inner_collection_differs_is_reported_by_content()
    {
        var report = Linearizability.Run<ForgetfulLogSpec>(Controlled).Failure?.Report;

        Assert.Contains("add(1) → (1, [[1, []]])", report, StringComparison.Ordinal);
        Assert.Contains("in state (0, []) the model expects add(1) → (1, [[1, [1]]])", report, StringComparison.Ordinal);
    }

    public class Log
    {
        private readonly Lock gate = new();
        private readonly Dictionary<int, List<int>> entries = [];
        private int count;

        public (int Count, Dictionary<int, List<int>> Entries) Add(int key)
        {
            lock (gate)
            {
                count++;
                Keep(entries.TryGetValue(key, out var list) ? list : entries[key] = [], count);
                return (count, entries.ToDictionary(entry => entry.Key, entry => entry.Value.ToList()));
            }
        }

        protected virtual void Keep(List<int> list, int number) => list.Add(number);
    }

    public sealed class ForgetfulLog : Log
    {
        protected override void Keep(List<int> list, int number)
        {
        }
    }

    public class LogSpec : ConcurrentSpec<Log, (int Count, ImmutableDictionary<int, ImmutableList<int>> Entries)>
    {
        public LogSpec() : this(() => new Log())
        {
        }

        protected LogSpec(Func<Log> create) : base(create, (0, ImmutableDictionary<int, ImmutableList<int>>.Empty)) =>
            Operation("add", Gen.Choose(1, 2), (log, key) => log.Add(key), (state, key) =>
            {
                var next = (Count: state.Count + 1, Entries: state.Entries.SetItem(key, state.Entries.GetValueOrDefault(key, []).Add(state.Count + 1)));
                return (next, (next.Count, next.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.ToList())));
            });
    }

    public sealed class ForgetfulLogSpec() : LogSpec(() => new ForgetfulLog());
}
