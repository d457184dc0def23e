using Sentinel.Formats.Bindings;
using Sentinel.Properties.Checking;

namespace Sentinel.Properties.Cli;

public sealed class GenerateAndConvertTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sentinel-").FullName;

    public static TheoryData<string> Models { get; } = [.. ModelBinding.All.Select(model => model.Name)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_generated_is_what_check_says(string model)
    {
        var path = Path.Combine(folder, "h.jsonl");
        string[] generate = ["generate", "-m", model, "--operations", "200", "--processes", "4", "--seed", "5"];
        var correct = Transcript.Of([.. generate, "-o", path]);
        Assert.Equal((0, ""), (correct.ExitCode, correct.Output));
        Assert.Matches(@"mean overlap \d\.\d\d of 4 processes \(\d+\.\d ?% busy\)\nlinearizable by construction\n$", correct.Error);
        Assert.Equal(0, Transcript.Of("check", path).ExitCode);

        // Standard output gets the same bytes as a file.
        Assert.Equal(File.ReadAllText(path), Transcript.Of(generate).Output);

        var broken = Transcript.Of([.. generate, "--broken", "-o", path]);
        Assert.Contains("\nbroken: ", broken.Error, StringComparison.Ordinal);
        Assert.Equal(1, Transcript.Of("check", path).ExitCode);
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("0.8", "1", true)]
    [InlineData("0.8", "2", true)]
    [InlineData("0.2", "2", true)]
    [InlineData("0.5", "1", false)]
    [InlineData("0.75", "2", false)]
    [InlineData("0.8", "8", false)]
    public void A_note_tells_where_the_overlap_asked_for_was_not_reached(string busy, string processes, bool isMissed)
    {
        var error = Transcript.Of("generate", "-m", "register", "--busy", busy, "--processes", processes).Error;
        Assert.Equal(isMissed, error.Contains($"\nnote: --busy {busy} was not reached; 'sentinel generate --help' tells why\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--reads 1.5: expected a share from 0 to 1", "--reads", "1.5")]
    [InlineData("--operations 0: expected a number", "--operations", "0")]
    [InlineData("--values some: expected distinct", "--values", "some")]
    [InlineData("-o ", "-o", "no/such/folder/h.jsonl")]
    public void Mistakes_are_told_in_one_line(string part, params string[] options) =>
        Transcript.Of(["generate", "-m", "register", .. options]).IsOneLine(2, part);

    [Fact]
    public void A_model_has_to_be_named() => Transcript.Of("generate").IsOneLine(2, "--model");

    [Fact]
    public void Pairs_failures_and_annotations_are_converted()
    {
        const string Edn = """
            {:process 0 :type :invoke :f :cas :value [7 [1 2]]}
            {:process :nemesis :type :info :f :start}
            {:process 0 :type :fail :f :cas :value [7 [1 2]]}
            """;
        var plain = Transcript.Run(["convert", "-"], Edn);
        Assert.Equal(
            "{\"process\":0,\"type\":\"invoke\",\"f\":\"cas\",\"key\":7,\"value\":[1,2]}\n{\"process\":0,\"type\":\"fail\",\"f\":\"cas\",\"key\":7,\"value\":[1,2]}\n",
            plain.Output);
        Assert.Equal("-: note: 1 annotations left out\n", plain.Error);
        var observed = Transcript.Run(["convert", "-", "--failed-cas", "observed", "-m", "cas-register"], Edn);
        Assert.StartsWith("{\"schema\":1,\"model\":\"cas-register\"}\n", observed.Output, StringComparison.Ordinal);
        Assert.EndsWith("{\"process\":0,\"type\":\"ok\",\"f\":\"cas\",\"key\":7,\"value\":null,\"result\":false}\n", observed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_leaves_no_file_behind_and_the_input_is_never_the_output()
    {
        var bad = Path.Combine(folder, "bad");
        File.WriteAllText(bad, "{:process 0 :type :ok :f :read} {:process");
        Transcript.Of("convert", bad, "-o", Path.Combine(folder, "out")).IsOneLine(2, $"{bad}:1:33: the map that begins here is not closed");
        Transcript.Of("convert", bad, "-o", bad).IsOneLine(2, "is the input");
        Assert.Equal([bad], Directory.GetFiles(folder));
    }

    [PublicHistoriesFact]
    public void Converted_public_histories_get_the_same_verdicts()
    {
        foreach (var failedCas in (string[])["did-not-happen", "observed"])
        {
            var known = new Dictionary<string, bool>(StringComparer.Ordinal);
            foreach (var (path, model, linearizable) in PublicHistories.All)
            {
                var converted = Path.Combine(folder, Path.GetFileName(path) + ".jsonl");
                Assert.Equal(0, Transcript.Of("convert", path, "-m", model, "--failed-cas", failedCas, "-o", converted).ExitCode);
                known.Add(converted, linearizable);
            }

            var transcript = Transcript.Of(["check", .. known.Keys]);
            var verdicts = transcript.Output.Split('\n').Where(line => line.Contains('\t', StringComparison.Ordinal)).ToList();
            Assert.Equal(known.Select(file => $"{(file.Value ? "ok" : "violation")}\t{file.Key}"), verdicts);
            Assert.Equal(54, verdicts.Count);
        }
    }
}
