using Sentinel.Testing;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Mutants;

/// <summary>Looks for the mistake of a broken store, as a user's test would, with one seed after the other.</summary>
internal static class MutantHunt
{
    /// <summary>How many operations a counterexample may have after shrinking.</summary>
    private const int MostOperations = 6;

    /// <summary>On a busy machine shrinking takes longer; what is asserted is how far it comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1";

    /// <summary>Every mutant is looked for with one seed; with 20 where SENTINEL_NIGHTLY is 1.</summary>
    private static int Seeds => IsNightly ? 20 : 1;

    /// <summary>A right store runs 3,000 programs; 100,000 where SENTINEL_NIGHTLY is 1.</summary>
    private static int RightPrograms => IsNightly ? 100_000 : 3_000;

    /// <summary>Asserts that the mutant is caught with every seed, and writes down what it took.</summary>
    /// <param name="mutant">The spec of the broken store.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="small">Whether programs are generated with six operations at most, because shrinking is little use: a call that never
    /// returns leaves threads behind at every run, and a failure that needs luck is easily lost.</param>
    public static void AssertCaught(Type mutant, ITestOutputHelper output, bool small = false)
    {
        List<long> programs = [];
        var shortest = default(LinearizabilityFailure);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var options = new LinearizabilityOptions
            {
                Runs = 50_000, Seed = (ulong)seed, Corpus = CorpusMode.Off, ShrinkBudget = Patience,
            };
            var result = Search(mutant, small ? Small(options) : options);
            Assert.True(result.Failure is not null, $"{mutant.Name} was not caught with seed {seed}: {result}");
            Assert.True(
                result.Failure.Operations <= MostOperations,
                $"{mutant.Name}, seed {seed}: {result.Failure.Operations} operations are left.\n{result.Failure.Report}");
            programs.Add(result.Failure.FoundAfterPrograms);
            shortest = shortest is null || result.Failure.Operations < shortest.Operations ? result.Failure : shortest;
        }

        programs.Sort();
        output.WriteLine($"{mutant.Name}: caught {programs.Count} of {programs.Count}; programs median {(programs[(programs.Count - 1) / 2] + programs[programs.Count / 2]) / 2}, most {programs[^1]}");
        output.WriteLine(shortest!.Report);
    }

    /// <summary>Asserts that nothing is found in a right store.</summary>
    public static void AssertPasses(Type right, ITestOutputHelper output)
    {
        var result = Search(right, new() { Runs = RightPrograms, Corpus = CorpusMode.Off });
        output.WriteLine(result.ToString());
        Assert.True(result.Passed, result.ToString());
        Assert.Empty(result.Coverage.NeverRun);
    }

    private static LinearizabilityOptions Small(LinearizabilityOptions options) => options with
    {
        Deadline = TimeSpan.FromSeconds(2),
        Size = new() { Processes = 2, Operations = 3, Prefix = 0, Suffix = 0 },
    };

    private static LinearizabilityResult Search(Type spec, LinearizabilityOptions options) =>
        Linearizability.Run(spec, options with { Mode = TestMode.Stress });
}
