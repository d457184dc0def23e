using Sentinel.Checking;
using Sentinel.Checking.Search;
using Xunit.Abstractions;

namespace Sentinel.Properties.Checking;

/// <summary>The engine says what the plain recursion says, on random histories of every model.</summary>
/// <remarks>20,000 histories; with <c>SENTINEL_NIGHTLY=1</c> a million.</remarks>
public sealed class EngineAgainstReferenceTests(ITestOutputHelper output)
{
    private static int Histories => Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1" ? 1_000_000 : 20_000;

    [Fact]
    public void The_engine_agrees_with_the_reference_on_random_histories()
    {
        var random = new Random(20_000);
        var shape = new HistoryShape();
        var linearizable = new int[ModelCases.All.Count];
        var count = Histories / ModelCases.All.Count;
        for (var m = 0; m < ModelCases.All.Count; m++)
        {
            for (var i = 0; i < count; i++)
            {
                var (expected, fault) = ModelCases.All[m].Compare(random, shape, CheckOptions.Default);
                Assert.True(fault is null, fault);
                linearizable[m] += expected ? 1 : 0;
            }

            output.WriteLine($"{ModelCases.All[m]}: {count} histories, {linearizable[m]} linearizable");

            // A generator that makes only one kind would prove little.
            Assert.InRange(linearizable[m], count / 10, count * 19 / 20);
        }
    }

    [Fact]
    public void Every_reduction_alone_and_any_subset_of_them_keeps_the_verdict()
    {
        var random = new Random(30_000);
        var shape = new HistoryShape { UnknownShare = 0.3 };
        for (var i = 0; i < Histories / 2; i++)
        {
            var reductions = Subset(i % 128);
            var (_, fault) = ModelCases.All[i % ModelCases.All.Count].Compare(random, shape, ModelCase.With(reductions));
            Assert.True(fault is null, $"{reductions}\n{fault}");
        }
    }

    [Fact]
    public void Monitors_agree_with_the_search()
    {
        var random = new Random(45_000);
        foreach (var model in ModelCases.Distinct)
        {
            // Small ones that may repeat a value, and longer ones.
            AssertMonitorAgrees(model, random, i => new()
            {
                MaxOperations = i % 4 == 0 ? 16 : 8, UnknownShare = i % 2 == 0 ? 0.15 : 0.02, TieShare = 0.2, BlindShare = 0.05,
            });
        }
    }

    [Fact]
    public void Monitors_agree_with_the_search_where_values_repeat_and_removals_are_unknown()
    {
        var random = new Random(46_000);
        ModelCase[] models = [ModelCases.Register, ModelCases.Queue, ModelCases.Stack, ModelCases.PriorityQueue, .. ModelCases.Distinct.Take(4)];
        foreach (var model in models)
        {
            AssertMonitorAgrees(
                model, random, i => new() { MaxOperations = i % 4 == 0 ? 12 : 8, UnknownShare = i % 3 * 0.15, TieShare = 0.2, BlindShare = 0.05 });
        }
    }

    /// <summary>On histories of these shapes, by number; the monitor has to decide half of them, and not all one way.</summary>
    private void AssertMonitorAgrees(ModelCase model, Random random, Func<int, HistoryShape> shapes)
    {
        var (monitored, linearizable) = (0, 0);
        var count = Histories / 10;
        for (var i = 0; i < count; i++)
        {
            var (isMonitored, expected, fault) = model.CompareMonitor(random, shapes(i));
            Assert.True(fault is null, fault);
            monitored += isMonitored ? 1 : 0;
            linearizable += isMonitored && expected ? 1 : 0;
        }

        output.WriteLine($"{model}: {count} histories, {monitored} decided by the monitor, {linearizable} of them linearizable");
        Assert.InRange(monitored, count / 2, count);
        Assert.InRange(linearizable, monitored / 5, monitored * 19 / 20);
    }

    private static Reductions Subset(int bits) => new()
    {
        GreedyReads = (bits & 1) != 0,
        Twins = (bits & 2) != 0,
        UnknownTwins = (bits & 4) != 0,
        UselessUnknown = (bits & 8) != 0,
        OverwrittenUnknown = (bits & 16) != 0,
        UnknownDominance = (bits & 32) != 0,
        NeededFirst = (bits & 64) != 0,
    };
}
