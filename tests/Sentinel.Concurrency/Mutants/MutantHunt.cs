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

    /// <summary>The specs of this assembly that derive from this one, by name.</summary>
    public static IEnumerable<Type> SpecsOf(Type spec) => typeof(MutantHunt).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(spec))
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>Asserts that the mutant is caught by real threads with every seed, and writes down what it took.</summary>
    /// <remarks>Programs have the ordinary size. Which threads meet is luck, so a failure is shrunk under control, where it is not; were it
    /// not to show there, it would be shrunk under real threads, and the output says how often that was so.</remarks>
    public static void AssertCaught(Type mutant, ITestOutputHelper output)
    {
        List<long> programs = [];
        List<string> wrong = [];
        var exact = 0;
        var shortest = default(LinearizabilityFailure);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var options = new LinearizabilityOptions
            {
                Runs = 50_000, Seed = (ulong)seed, Corpus = CorpusMode.Off, ShrinkBudget = Patience, Deadline = TimeSpan.FromSeconds(5),
            };
            var result = TieredSearch.ThreadsThenControl(
                mutant, (Spec)Activator.CreateInstance(mutant)!, options, replayCorpus: false, progress: null, CancellationToken.None);
            if (result.Failure is not { } failure || failure.Operations > MostOperations)
            {
                wrong.Add($"seed {seed}: {result}");
                continue;
            }

            programs.Add(failure.FoundAfterPrograms);
            exact += failure.Counterexample.Token.Tier == "controlled" ? 1 : 0;
            shortest = shortest is null || failure.Operations < shortest.Operations ? failure : shortest;
        }

        programs.Sort();
        var caught = programs.Count == 0 ? "" : $"; programs median {(programs[(programs.Count - 1) / 2] + programs[programs.Count / 2]) / 2}, most {programs[^1]}";
        output.WriteLine($"{mutant.Name}: caught {programs.Count} of {Seeds}, {exact} of them shown under control too{caught}");
        output.WriteLine(shortest?.Report ?? "");
        Assert.Empty(wrong);
    }

    /// <summary>Asserts that nothing is found in a right store.</summary>
    public static void AssertPasses(Type right, ITestOutputHelper output)
    {
        var result = Linearizability.Run(right, new() { Mode = TestMode.Stress, Runs = RightPrograms, Corpus = CorpusMode.Off });
        output.WriteLine(result.ToString());
        Assert.True(result.Passed, result.ToString());
        Assert.Empty(result.Coverage.NeverRun);
    }
}
