using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;
using Sentinel.Generating;
using Sentinel.Generating.Breaking;
using Xunit.Abstractions;

namespace Sentinel.Properties.Checking;

/// <summary>What no reachable state accepts is a violation, and one that no search has to find.</summary>
public sealed class ReachabilityTests(ITestOutputHelper output)
{
    private static int Histories => Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1" ? 20_000 : 400;

    [Fact]
    public void What_has_an_order_is_not_refuted()
    {
        var random = new Random(80_000);
        var shape = new HistoryShape { UnknownShare = 0.2, TieShare = 0.2 };
        var (violations, refuted) = (0, 0);
        foreach (var model in ModelCases.All)
        {
            var before = (violations, refuted);
            for (var i = 0; i < Histories; i++)
            {
                var (expected, isRefuted, fault) = model.CompareReachability(random, shape);
                Assert.True(fault is null, fault);
                violations += expected ? 0 : 1;
                refuted += isRefuted ? 1 : 0;
            }

            output.WriteLine($"{model}: {violations - before.violations} violations, {refuted - before.refuted} refuted");
        }

        // A condition that refutes nothing would pass, too.
        Assert.InRange(refuted, violations / 4, violations);
    }

    [Theory]
    [InlineData("Close(operation.After | taken, step)", "Close(taken, step)")]
    [InlineData("operation.WasAccepted |= !taken.IsEmpty;", "")]
    [InlineData("AvailableFrom[0] <= k", "AvailableFrom[0] < k")]
    [InlineData("other.After &= possible;", "other.After = default;")]
    public void A_wrong_relaxation_is_noticed(string right, string wrong) => Assert.True(Mutant.IsNoticed("Reachability.cs", right, wrong, WhatHasAnOrderIsRefuted));

    [Fact]
    public void The_relaxation_as_it_is_passes_what_mutants_fail() => Assert.False(WhatHasAnOrderIsRefuted());

    /// <summary>Too many orders to go through, and a read at the end of what nobody wrote.</summary>
    [Theory]
    [InlineData(64, 0.0)]
    [InlineData(8, 0.05)]
    public void A_violation_at_the_end_of_what_the_search_cannot_exhaust_is_found_and_explained(int processes, double unknown)
    {
        GeneratorOptions options = new() { Model = "cas-register", Operations = 1_000, Processes = processes, Values = 5, Unknown = unknown };
        var history = Load(HistoryBreaker.Break(HistoryGenerator.Generate(options), options.Model, seed: 1).History, options.Model);

        var violation = Assert.IsType<Verdict.NotLinearizable>(history.Check());
        Assert.Equal("reachability", violation.Statistics.DecidedBy);
        Assert.Single(violation.Why.Operations);
        Assert.True(violation.Why.Confirmed);
        Assert.Equal(999, violation.Why.Operations[0].Index, tolerance: 2.0);
        var reductions = Reductions.All with { Reachability = false };
        Assert.IsType<Verdict.Inconclusive>(history.Check(CheckOptions.Default with { Reductions = reductions, MaxStates = 40_000 }));
        Assert.IsType<Verdict.Linearizable>(Load(HistoryGenerator.Generate(options), options.Model).Check());
    }

    private static bool WhatHasAnOrderIsRefuted()
    {
        var random = new Random(81_000);
        var shape = new HistoryShape { UnknownShare = 0.2, BlindShare = 0 };
        ModelCase[] models = [ModelCases.CasRegister, ModelCases.Mutex, ModelCases.Choice, ModelCases.Set];
        return Enumerable.Range(0, 4_000).Any(i => models[i % models.Length].CompareReachability(random, shape).Fault is not null);
    }

    private static LoadedHistory Load(GeneratedHistory history, string model)
    {
        using MemoryStream stream = new();
        using (EventWriter writer = new(stream))
        {
            writer.WriteHeader(model);
            foreach (var recorded in history.ToEvents())
            {
                writer.Write(recorded);
            }
        }

        using MemoryStream recording = new(stream.ToArray());
        return ModelBinding.Find(model)!.Load(EventReader.Open(recording, "generated.jsonl"));
    }
}
