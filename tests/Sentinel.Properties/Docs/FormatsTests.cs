using System.Text.RegularExpressions;
using Sentinel.Properties.Architecture;
using Sentinel.Properties.Cli;

namespace Sentinel.Properties.Docs;

/// <summary>The examples in docs/formats.md are histories, and have the verdicts that it says.</summary>
public sealed partial class FormatsTests
{
    [Fact]
    public void Every_example_has_its_verdict()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats.md")).ReplaceLineEndings("\n");
        var examples = Example().Matches(text);
        Assert.Equal(4, examples.Count);
        foreach (Match example in examples)
        {
            Assert.Equal($"{example.Groups["verdict"].Value}\t-", Transcript.Run(["check", "-"], example.Groups["history"].Value).Output.Split('\n')[0]);
        }
    }

    [GeneratedRegex("```jsonl (?<verdict>ok|violation)\n(?<history>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
