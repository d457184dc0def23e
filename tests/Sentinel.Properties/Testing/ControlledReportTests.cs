using System.Collections.Immutable;
using System.Runtime.Loader;
using System.Threading.Channels;
using FsCheck.Fluent;
using Sentinel.Scheduling;
using Sentinel.Testing;
using Finding = Sentinel.Testing.Finding;

namespace Sentinel.Properties.Testing;

/// <summary>What a reader is told of a search under control, beside the verdict.</summary>
public sealed class ControlledReportTests
{
    private static readonly LinearizabilityOptions Controlled = new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, Runs = 100 };

    [Fact]
    public void A_race_is_warned_about_once_for_each_pair_of_places()
    {
        var result = Linearizability.Run<PlainlyReadListSpec>(Controlled);

        Assert.True(result.Passed, result.ToString());
        Assert.All(result.Warnings, warning => Assert.Contains("PlainlyReadList.items", warning, StringComparison.Ordinal));
        // Sum reads what Add and Remove write; two updates at a time are no race.
        Assert.Equal(2, result.Warnings.Count);
    }

    [Fact]
    public void A_race_on_a_list_that_a_query_reads_has_one_name()
    {
        var result = Linearizability.Run<LeakedQuerySpec>(Controlled);

        Assert.StartsWith("Data race on List content:", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_that_waits_forever_alone_is_told_from_a_wake_up_that_was_lost()
    {
        var failure = Linearizability.Run<WaitingQueueSpec>(Controlled).Failure!;

        Assert.Contains("1 operation, 1 process (", failure.Report, StringComparison.Ordinal);
        Assert.Contains("give it a time-out in the spec", failure.Report, StringComparison.Ordinal);
        Assert.DoesNotContain("interleaving", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threads_of_one_process_that_take_turns_are_told_apart()
    {
        var failure = Linearizability.Run<LoopSpec>(Controlled with { DataRaces = DataRaceMode.Fail }).Failure!;

        Assert.Equal(1, failure.Operations);
        var race = Assert.IsType<Scheduling.Finding.DataRace>(Assert.IsType<Finding.Controlled>(failure.Finding).Found).Race;
        Assert.All([race.First, race.Second], access => Assert.StartsWith("p0 (thread ", access.Thread, StringComparison.Ordinal));
        Assert.Matches(@"(switch|pre-emption) to thread \d", failure.Report);
        Assert.Matches(@"\n    sum \(ControlledReportTests\.cs:\d+\)", failure.Report);
    }

    /// <summary>A shrunk program that needs no second process to fail: its own threads are the interleaving.</summary>
    [Fact]
    public void The_threads_of_an_operation_that_fails_alone_are_shown()
    {
        var failure = Linearizability.Run<LoopWithoutOrderSpec>(Controlled).Failure!;

        Assert.Equal(1, failure.Operations);
        Assert.Contains("1 process (", failure.Report, StringComparison.Ordinal);
        Assert.Matches(@"The interleaving that does it\n    p0\n", failure.Report);
        Assert.Matches(@"read sum \(ControlledReportTests\.cs:\d+\)  ◄ pre-emption to thread \d", failure.Report);
    }

    [Fact]
    public void Threads_that_work_for_no_process_have_a_column_of_their_own()
    {
        var failure = Linearizability.Run<TwoConsumersSpec>(Controlled).Failure!;

        Assert.Matches(@"\n    p0 +p1 +background\n", failure.Report);
        Assert.Matches(@"\n {20,}read TwoConsumers\.total \(", failure.Report);
        Assert.Matches(@"\n {20,}write TwoConsumers\.total \(", failure.Report);
        Assert.Matches(@"\n {20,}\S.*◄ (switch|pre-emption) to thread \d", failure.Report);
        Assert.All(failure.Report.Split('\n'), line => Assert.True(line.Contains("SENTINEL_REPLAY", StringComparison.Ordinal) || line.Length < 200, line));
    }

    [Fact]
    public void What_real_threads_find_is_told_with_the_races_seen_under_control()
    {
        var failing = Assert.Throws<LinearizabilityViolationException>(() => Linearizability.Check<RacyOutsideControlSpec>(Controlled with { Mode = TestMode.Both }));

        Assert.Contains("perhaps why", failing.Message, StringComparison.Ordinal);
        Assert.Contains("Data race on Sentinel.Properties.Testing.ControlledReportTests/RacyOutsideControl.Last", failing.Message, StringComparison.Ordinal);
    }

    /// <summary>Its loop writes a field from all of its threads.</summary>
    public sealed class LoopOverAField
    {
        private readonly int[] prices = [1, 2, 3, 4];
        public int Last;

        public int Sum()
        {
            var sum = 0;
            Parallel.ForEach(prices, price =>
            {
                Last = price;
                Interlocked.Add(ref sum, price);
            });
            return sum;
        }
    }

    public sealed class LoopSpec : ConcurrentSpec<LoopOverAField, int>
    {
        public LoopSpec() : base(() => new LoopOverAField(), 0) => Operation("sum", loop => loop.Sum(), n => (n, 10));
    }

    public sealed class LoopWithoutOrderSpec : ConcurrentSpec<object, int>
    {
        public LoopWithoutOrderSpec() : base(() => new object(), 0) => Operation("sum", _ => Sum(), n => (n, 3));

        private static int Sum()
        {
            var sum = 0;
            Parallel.For(0, 3, i => sum += i);
            return sum;
        }
    }

    /// <summary>Two loops take from one queue, and add up what they take.</summary>
    public sealed class TwoConsumers : IDisposable
    {
        private readonly Channel<TaskCompletionSource<int>> queue = Channel.CreateUnbounded<TaskCompletionSource<int>>();
        private int total;

        public TwoConsumers()
        {
            _ = Task.Run(Consume);
            _ = Task.Run(Consume);
        }

        public async Task<int> Next()
        {
            var next = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            await queue.Writer.WriteAsync(next);
            return await next.Task;
        }

        public void Dispose() => queue.Writer.Complete();

        private async Task Consume()
        {
            await foreach (var next in queue.Reader.ReadAllAsync())
            {
                total++;
                next.SetResult(total);
            }
        }
    }

    public sealed class TwoConsumersSpec : ConcurrentSpec<TwoConsumers, int>
    {
        public TwoConsumersSpec() : base(() => new TwoConsumers(), 0) => Operation("next", system => system.Next(), n => (n + 1, n + 1));
    }

    /// <summary>Races under control, where its answer is right all the same.</summary>
    public sealed class RacyOutsideControl
    {
        public int Last;

        public int Set(int value)
        {
            Last = value;
            return AssemblyLoadContext.GetLoadContext(typeof(RacyOutsideControl).Assembly) == AssemblyLoadContext.Default ? 0 : value;
        }
    }

    public sealed class RacyOutsideControlSpec : ConcurrentSpec<RacyOutsideControl, int>
    {
        public RacyOutsideControlSpec() : base(() => new RacyOutsideControl(), 0) =>
            Operation("set", Gen.Choose(1, 2), (system, value) => system.Set(value), (state, value) => (state, value));
    }

    public sealed class PlainlyReadList
    {
        private ImmutableList<int> items = [];

        public void Add(int item) => ImmutableInterlocked.Update(ref items, (list, added) => list.Add(added), item);

        public void Remove(int item) => ImmutableInterlocked.Update(ref items, (list, removed) => list.Remove(removed), item);

        public int Sum() => items.Sum();
    }

    public sealed class PlainlyReadListSpec : ConcurrentSpec<PlainlyReadList, ImmutableList<int>>
    {
        public PlainlyReadListSpec() : base(() => new PlainlyReadList(), [])
        {
            Operation("add", Gen.Choose(1, 2), (list, item) => list.Add(item), (state, item) => state.Add(item));
            Operation("remove", Gen.Choose(1, 2), (list, item) => list.Remove(item), (state, item) => state.Remove(item));
            Operation("sum", list => list.Sum(), state => (state, state.Sum()));
        }
    }

    /// <summary>A query leaves the lock, and is enumerated outside.</summary>
    public sealed class LeakedQuery
    {
        private readonly List<int> items = [];

        public void Add(int item)
        {
            lock (items)
            {
                items.Add(item);
            }
        }

        public IEnumerable<int> All()
        {
            lock (items)
            {
                return items.Where(item => item > 0);
            }
        }
    }

    public sealed class LeakedQuerySpec : ConcurrentSpec<LeakedQuery, ImmutableList<int>>
    {
        public LeakedQuerySpec() : base(() => new LeakedQuery(), [])
        {
            Operation("add", Gen.Choose(1, 2), (list, item) => list.Add(item), (state, item) => state.Add(item));
            Operation("sum", list => list.All().Sum(), state => (state, state.Sum()));
        }
    }

    /// <summary>Right, but its operation may wait for an item that never comes.</summary>
    public sealed class WaitingQueue
    {
        private readonly object gate = new();
        private readonly Queue<int> items = new();

        public void Put(int item)
        {
            lock (gate)
            {
                items.Enqueue(item);
                Monitor.PulseAll(gate);
            }
        }

        public int Take()
        {
            lock (gate)
            {
                while (items.Count == 0)
                {
                    Monitor.Wait(gate);
                }

                return items.Dequeue();
            }
        }
    }

    public sealed class WaitingQueueSpec : ConcurrentSpec<WaitingQueue, ImmutableList<int>>
    {
        public WaitingQueueSpec() : base(() => new WaitingQueue(), [])
        {
            Operation("put", Gen.Choose(1, 2), (queue, item) => queue.Put(item), (state, item) => state.Add(item));
            Operation("take", queue => queue.Take(), state => (state.RemoveAt(0), state[0]));
        }
    }
}
