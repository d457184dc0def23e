using System.Diagnostics;
using Sentinel.Scheduling;
using Sentinel.Stores.Specs;
using Sentinel.Testing;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>The stores and their mutants under control: no widened awaits, no luck, no data race.</summary>
public sealed class StoresUnderControlTests(ITestOutputHelper output)
{
    private const int MostOperations = 5;
    private const int MostPreemptions = 2;
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1";

    public static TheoryData<Type> Mutants => [.. typeof(StoresUnderControlTests).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && StoreSpecs.All.Any(store => type.IsSubclassOf(store.SpecType)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static TheoryData<Type> Stores => [.. StoreSpecs.All.Select(store => store.SpecType)];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_mutant_is_found_with_every_seed_and_shrunk_to_a_few_switches(Type mutant)
    {
        List<double> milliseconds = [];
        for (var seed = 1UL; seed <= (IsNightly ? 20UL : 1); seed++)
        {
            var started = Stopwatch.GetTimestamp();
            var result = Linearizability.Run(mutant, new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, Runs = 2_000, Seed = seed });
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            var failure = Assert.IsType<LinearizabilityFailure>(result.Failure);
            Assert.True(failure.Operations <= MostOperations, $"seed {seed}: {failure.Operations} operations are left\n{failure.Report}");
            Assert.Equal(new(2, 2), failure.Reproduction);
            Assert.True(failure.Preemptions <= MostPreemptions, $"seed {seed}: {failure.Preemptions} pre-emptions\n{failure.Report}");
            output.WriteLine($"seed {seed}: program {failure.FoundAfterPrograms}, {result.Schedules} schedules, {failure.Operations} operations, {milliseconds[^1]:F0} ms");
        }

        output.WriteLine($"median {milliseconds.Order().ElementAt(milliseconds.Count / 2):F0} ms, most {milliseconds.Max():F0} ms, shrinking included");
    }

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
}
