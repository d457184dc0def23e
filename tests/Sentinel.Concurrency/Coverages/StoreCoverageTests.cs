using Sentinel.Stores.Specs;
using Sentinel.Stores.Specs.BreakGlass;
using Sentinel.Stores.Specs.Requests;
using Sentinel.Testing;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Coverages;

/// <summary>What the generated programs reach: a pass of operations that find nothing, or never meet, would say little.</summary>
public sealed class StoreCoverageTests(ITestOutputHelper output)
{
    /// <summary>Which operations overlap is up to the threads, so there are some more programs than are needed as a rule.</summary>
    private const int MostPrograms = 20_000;

    private const int Step = 1_000;

    public static TheoryData<Type> Stores => [.. StoreSpecs.All.Select(store => store.SpecType)];

    [Theory]
    [MemberData(nameof(Stores))]
    public void Every_outcome_and_every_pair_of_operations_on_one_key_occurs(Type spec)
    {
        Dictionary<string, HashSet<string>> outcomes = [];
        HashSet<(string, string)> pairs = [];
        var (programs, possible) = (0, int.MaxValue);
        for (var seed = 1UL; programs < MostPrograms && (pairs.Count < possible || !Covers(outcomes, Expected(spec))); seed++)
        {
            var coverage = Run(spec, seed);
            programs += Step;
            possible = coverage.PossiblePairs;
            pairs.UnionWith(coverage.ConcurrentPairs.Keys);
            foreach (var (operation, counts) in coverage.Outcomes)
            {
                outcomes.TryAdd(operation, []);
                outcomes[operation].UnionWith(counts.Keys);
            }
        }

        output.WriteLine($"{programs} programs");
        Assert.Equal(possible, pairs.Count);
        Assert.Equal(Text(Expected(spec)), Text(outcomes));
    }

    [Theory]
    [InlineData(typeof(RequestStoreSpec))]
    [InlineData(typeof(BreakGlassStoreSpec))]
    public void Most_calls_about_one_record_find_it(Type spec)
    {
        var outcomes = Run(spec, 1).Outcomes.Values.Where(counts => counts.ContainsKey("NotFound")).ToList();
        var missed = outcomes.Sum(counts => counts["NotFound"]);
        var all = outcomes.Sum(counts => counts.Values.Sum());
        output.WriteLine($"{missed} of {all} found nothing");
        Assert.InRange(missed, all / 10, all / 2);
    }

    private static Coverage Run(Type spec, ulong seed)
    {
        var result = Linearizability.Run(spec, new() { Mode = TestMode.Stress, Corpus = CorpusMode.Off, Runs = Step, Seed = seed });
        Assert.True(result.Passed, result.ToString());
        return result.Coverage;
    }

    private static bool Covers(Dictionary<string, HashSet<string>> reached, Dictionary<string, string> expected) =>
        Text(reached) == Text(expected);

    private static string Text(Dictionary<string, string> expected) =>
        string.Join('\n', expected.Select(entry => $"{entry.Key}: {entry.Value}").Order(StringComparer.Ordinal));

    private static string Text(Dictionary<string, HashSet<string>> reached) => Text(
        reached.ToDictionary(entry => entry.Key, entry => string.Join(' ', entry.Value.Order(StringComparer.Ordinal))));

    /// <summary>Every answer that a right store can give to each operation.</summary>
    private static Dictionary<string, string> Expected(Type spec) =>
        spec == typeof(RequestStoreSpec) ? new()
        {
            ["AdvanceClock"] = "Done",
            ["Approve"] = "InvalidTransition NotFound Ok",
            ["Cancel"] = "InvalidTransition NotFound Ok",
            ["Create"] = "AlreadyExists Invalid Ok",
            ["Delete"] = "Done",
            ["Deny"] = "InvalidTransition NotFound Ok",
            ["Expire"] = "InvalidTransition NotFound Ok",
            ["FindApproved"] = "Nothing Ok",
            ["Get"] = "NotFound Ok",
            ["ListByProfile"] = "Empty Listed",
            ["ListByRequester"] = "Empty Listed",
            ["ListByStatus"] = "Empty Listed",
            ["Update"] = "Conflict Invalid InvalidTransition NotFound Ok",
        }
        : spec == typeof(BreakGlassStoreSpec) ? new()
        {
            ["AdvanceClock"] = "Done",
            ["Close"] = "InvalidTransition NotFound Ok",
            ["CountByInvokerSince"] = "Counted",
            ["CountByProfileSince"] = "Counted",
            ["Create"] = "AlreadyExists Invalid Ok",
            ["Delete"] = "Done",
            ["Expire"] = "InvalidTransition NotFound Ok",
            ["FindActive"] = "Nothing Ok",
            ["FindInForce"] = "Nothing Ok",
            ["FindLast"] = "Nothing Ok",
            ["Get"] = "NotFound Ok",
            ["ListByInvoker"] = "Empty Listed",
            ["ListByProfile"] = "Empty Listed",
            ["ListByStatus"] = "Empty Listed",
            ["Open"] = "AlreadyActive AlreadyExists Cooldown Escalated Invalid Opened ProfileQuota UserQuota",
            ["Update"] = "Conflict Invalid InvalidTransition NotFound Ok",
        }
        : new()
        {
            ["AdvanceClock"] = "Done",
            ["FailNextLoad"] = "Done",
            ["Load"] = "Fails FindsNothing Loaded Throws",
            ["LoadAndGiveUp"] = "Cancelled Fails FindsNothing Loaded Throws",
            ["LoadBesideHeld"] = "Fails FindsNothing Loaded Throws",
            ["Publish"] = "Published",
            ["SlowLoad"] = "Fails FindsNothing Loaded Throws",
        };
}
