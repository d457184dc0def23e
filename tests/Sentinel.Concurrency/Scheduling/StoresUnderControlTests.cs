using System.Diagnostics;
using Sentinel.Concurrency.BreakGlass;
using Sentinel.Concurrency.Mutants;
using Sentinel.Scheduling;
using Sentinel.Stores.Specs;
using Sentinel.Testing;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>The stores and their mutants under control: no widened awaits, no luck, no data race.</summary>
public sealed class StoresUnderControlTests(StoresUnderControlTests.FirstCheck first, ITestOutputHelper output) : IClassFixture<StoresUnderControlTests.FirstCheck>
{
    private const int MostOperations = 5;
    private const int MostPreemptions = 2;
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1";

    public static TheoryData<Type> Mutants => [.. StoreSpecs.All.SelectMany(store => MutantHunt.SpecsOf(store.SpecType))];

    public static TheoryData<Type> Stores => [.. StoreSpecs.All.Select(store => store.SpecType)];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_mutant_is_found_with_every_seed_and_shrunk_to_a_few_switches(Type mutant)
    {
        List<double> milliseconds = [];
        List<string> wrong = [];
        for (var seed = 1UL; seed <= (IsNightly ? 20UL : 1); seed++)
        {
            var started = Stopwatch.GetTimestamp();
            var result = Hunt(mutant, seed);
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            output.WriteLine(
                $"seed {seed}: program {result.Failure?.FoundAfterPrograms}, {result.Schedules} schedules, "
                + $"{result.Failure?.Operations} operations, {milliseconds[^1]:F0} ms; {HowItShrunk(result)}");
            if (WhatIsWrong(result) is { } sentence)
            {
                wrong.Add($"seed {seed}: {sentence}\n{result}");
            }
        }

        var median = milliseconds.Order().ElementAt(milliseconds.Count / 2);
        output.WriteLine($"{mutant.Name}: {milliseconds.Count - wrong.Count} of {milliseconds.Count} seeds; median {median:F0} ms, most {milliseconds.Max():F0} ms");
        output.WriteLine($"before all of them, the first check of the process took {first.Milliseconds:F0} ms");
        Assert.Empty(wrong);
    }

    /// <summary>Neither of two steps of the clock can go alone, for one is not long enough.</summary>
    [Fact]
    public void Two_operations_of_a_kind_are_shrunk_to_one() => Assert.Null(WhatIsWrong(Hunt(typeof(BreakGlassH12), seed: 2)));

    [Theory]
    [MemberData(nameof(Stores))]
    public void The_right_store_passes_its_counterexamples_and_has_no_report_and_no_data_race(Type spec)
    {
        var result = Linearizability.Run(spec, new()
        {
            Mode = TestMode.Controlled,
            Corpus = CorpusMode.ReadOnly,
            DataRaces = DataRaceMode.Fail,
            Runs = IsNightly ? 6_000 : 150,
        });
        output.WriteLine(result.ToString());
        Assert.True(result.Passed, result.ToString());
        Assert.True(result.Replayed > 0, "The store has no committed counterexample.");
        Assert.True(result.Schedules >= (IsNightly ? 100_000 : 2_000), result.ToString());
    }

    private static LinearizabilityResult Hunt(Type mutant, ulong seed) =>
        Linearizability.Run(mutant, new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, Runs = 2_000, SchedulesPerProgram = 10, Seed = seed });

    private static string? HowItShrunk(LinearizabilityResult result) =>
        result.Failure?.Report.Split('\n').FirstOrDefault(line => line.Contains("shrunk from", StringComparison.Ordinal))?.Trim();

    private static string? WhatIsWrong(LinearizabilityResult result) => result.Failure switch
    {
        null => "not found",
        { Operations: > MostOperations } failure => $"{failure.Operations} operations are left",
        { Preemptions: > MostPreemptions } failure => $"{failure.Preemptions} pre-emptions are left",
        { Reproduction: { Failures: var failures, Runs: var runs } } => failures == 2 && runs == 2 ? null : $"replayed {failures} of {runs}",
    };

    /// <summary>Rewrites and loads this assembly, which is what the start of a process costs and not what a mutant does.</summary>
    public sealed class FirstCheck
    {
        public FirstCheck()
        {
            var started = Stopwatch.GetTimestamp();
            Hunt(typeof(BreakGlassM1), seed: 1);
            Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        public double Milliseconds { get; }
    }
}
