using System.Text.Json.Nodes;
using Sentinel.Testing;

namespace Sentinel.Cli.Testing;

/// <summary>Results for programs: one document at the end.</summary>
internal sealed class JsonTestReport(CommandHost host) : ITestReport
{
    private readonly JsonArray stores = [];

    /// <inheritdoc/>
    public void Add(string store, LinearizabilityResult result, string? savedTo)
    {
        var coverage = result.Coverage;
        stores.Add((JsonNode)new JsonObject
        {
            ["store"] = store,
            ["verdict"] = result.Failure is not null ? "violation" : result.Inconclusive is not null ? "inconclusive" : "linearizable",
            ["seed"] = result.Seed,
            ["elapsedMs"] = Math.Round(result.Elapsed.TotalMilliseconds, 1),
            ["tier"] = result.Tier,
            ["schedules"] = (result.UnderControl ?? result).Schedules,
            ["warnings"] = new JsonArray([.. result.Warnings.Select(warning => (JsonNode)warning)]),
            ["uncontrolled"] = result.Uncontrolled,
            ["cutShort"] = result.CutShort,
            ["programs"] = coverage.Programs,
            ["operations"] = coverage.Operations,
            ["meanOverlap"] = Math.Round(coverage.MeanOverlap, 3),
            ["concurrentPairs"] = coverage.ConcurrentPairs.Count,
            ["possiblePairs"] = coverage.PossiblePairs,
            ["outcomes"] = new JsonObject(coverage.Outcomes.Select(operation => KeyValuePair.Create<string, JsonNode?>(
                operation.Key,
                new JsonObject(operation.Value.Select(outcome => KeyValuePair.Create<string, JsonNode?>(outcome.Key, outcome.Value)))))),
            ["reason"] = result.Failure?.Finding.Sentence ?? result.Inconclusive,
            ["finding"] = result.Failure?.Finding.Headline,
            ["reproduction"] = result.Failure?.Reproduction.ToString(),
            ["token"] = result.Failure?.Counterexample.Token.ToString(),
            ["saved"] = savedTo,
        });
    }

    /// <inheritdoc/>
    public void End() => host.Output.WriteLine(new JsonObject { ["schema"] = 1, ["stores"] = stores }.ToJsonString(new() { WriteIndented = true }));
}
