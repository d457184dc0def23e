using Sentinel.Formats.Bindings;
using Sentinel.Properties.Cli;

namespace Sentinel.Properties.Models;

/// <summary>The states as people read them.</summary>
public sealed class StateTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sentinel-").FullName;

    public static TheoryData<string> Models { get; } = [.. ModelBinding.All.Select(model => model.Name)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Models))]
    public void The_state_of_every_model_is_told_without_the_words_of_the_program(string model)
    {
        var path = Path.Combine(folder, "h.jsonl");
        string[] options = ["generate", "-m", model, "--operations", "12", "--processes", "3", "--values", "2", "-o", path];
        var states = 0;
        foreach (var seed in Enumerable.Range(1, 5))
        {
            foreach (var broken in (string[][])[[], ["--broken"]])
            {
                Transcript.Of([.. options, "--seed", $"{seed}", .. broken]);
                var text = Transcript.Of("explain", path).Output + Transcript.Of("check", path).Output;
                states += text.Split('\n').Count(line => line.Contains("  state: ", StringComparison.Ordinal) || line.StartsWith("1. p", StringComparison.Ordinal));
                Assert.DoesNotContain("{ ", text, StringComparison.Ordinal);
                Assert.DoesNotContain("State", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Sentinel.", text, StringComparison.Ordinal);
                Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
            }
        }

        Assert.True(states >= 60, $"only {states} states were seen");
    }
}
