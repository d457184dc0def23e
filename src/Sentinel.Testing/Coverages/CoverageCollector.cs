using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>Counts what recorded histories reached. For one thread.</summary>
internal sealed class CoverageCollector<TSystem, TState, TCommand, TResult>
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private readonly CommandSpec<TSystem, TState, TCommand, TResult> spec;
    private readonly string[] names;
    private readonly Dictionary<string, long>[] outcomes;
    private readonly long[,] pairs;

    /// <summary>Kind and key of each operation of the history that is being added; kept, since every run adds one.</summary>
    private readonly List<(int Kind, object? Key)> facts = [];

    private long programs;
    private long runs;
    private long operations;
    private long overlaps;

    public CoverageCollector(CommandSpec<TSystem, TState, TCommand, TResult> spec)
    {
        this.spec = spec;
        names = [.. spec.Kinds.Select(kind => kind.Name)];
        outcomes = [.. names.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];
        pairs = new long[names.Length, names.Length];
    }

    public long ConcurrentPairs => overlaps;

    public void AddProgram() => programs++;

    public void Add(History<TCommand, TResult> history)
    {
        runs++;
        operations += history.Count;
        var span = history.AsSpan();
        facts.Clear();
        foreach (ref readonly var operation in span)
        {
            facts.Add((spec.KindOf(operation.Input), spec.KeyOf(operation.Input)));
        }

        for (var i = 0; i < span.Length; i++)
        {
            ref readonly var operation = ref span[i];
            CollectionsMarshal.GetValueRefOrAddDefault(outcomes[facts[i].Kind], OutcomeOf(operation.Outcome), out _)++;
            // Sorted by invocation: those that follow are concurrent until one begins after this one's response.
            for (var j = i + 1; j < span.Length && span[j].Interval.Invocation <= operation.Interval.Response; j++)
            {
                overlaps++;
                AddPair(facts[i], facts[j]);
            }
        }
    }

    public Coverage ToCoverage() => new()
    {
        Programs = programs,
        Runs = runs,
        Operations = operations,
        MeanOverlap = operations == 0 ? 0 : 2.0 * overlaps / operations,
        PossiblePairs = names.Length * (names.Length + 1) / 2,
        Outcomes = names.Zip(outcomes).ToImmutableSortedDictionary(
            entry => entry.First, entry => entry.Second.ToImmutableSortedDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        ConcurrentPairs = (
            from first in Enumerable.Range(0, names.Length)
            from second in Enumerable.Range(first, names.Length - first)
            where pairs[first, second] > 0
            select KeyValuePair.Create(Ordered(names[first], names[second]), pairs[first, second]))
            .ToImmutableSortedDictionary(),
    };

    private static (string First, string Second) Ordered(string left, string right) =>
        string.CompareOrdinal(left, right) <= 0 ? (left, right) : (right, left);

    private string OutcomeOf(Outcome<TResult> outcome) => outcome.Kind switch
    {
        OutcomeKind.Returned => spec.OutcomeName(outcome.Value),
        OutcomeKind.Failed => "did not happen",
        _ => "unknown",
    };

    private void AddPair((int Kind, object? Key) first, (int Kind, object? Key) second)
    {
        if (first.Key is null || second.Key is null || first.Key.Equals(second.Key))
        {
            pairs[Math.Min(first.Kind, second.Kind), Math.Max(first.Kind, second.Kind)]++;
        }
    }
}
