using System.Text.Json;
using Sentinel.Properties.Checking;

namespace Sentinel.Properties.Cli;

/// <summary>The public histories through the command, as files.</summary>
public sealed class PublicFilesTests
{
    [PublicHistoriesFact]
    public void Failed_swaps_that_did_not_happen_give_the_known_verdicts() => CheckAll("did-not-happen");

    [PublicHistoriesFact]
    public void Failed_swaps_that_were_observed_give_the_known_verdicts() => CheckAll("observed");

    private static void CheckAll(string failedCas)
    {
        var known = PublicHistories.All.ToDictionary(history => history.Path, history => history.Linearizable, StringComparer.Ordinal);
        Assert.Equal(54, known.Count);
        foreach (var model in PublicHistories.All.GroupBy(history => history.Model, history => history.Path))
        {
            var transcript = Transcript.Of(["check", .. model, "-m", model.Key, "--failed-cas", failedCas, "--json"]);
            Assert.Equal((1, ""), (transcript.ExitCode, transcript.Error));
            using var document = JsonDocument.Parse(transcript.Output);
            foreach (var file in document.RootElement.GetProperty("files").EnumerateArray())
            {
                var expected = known[file.GetProperty("path").GetString()!] ? "linearizable" : "violation";
                Assert.Equal(expected, file.GetProperty("verdict").GetString());
            }

            Assert.Equal(model.Count(), document.RootElement.GetProperty("files").GetArrayLength());
        }
    }
}
