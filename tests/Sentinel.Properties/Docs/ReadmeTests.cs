using System.Text.RegularExpressions;
using Quickstart;
using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Properties.Architecture;
using Sentinel.Testing;

namespace Sentinel.Properties.Docs;

/// <summary>What the README shows is what happens.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void The_first_two_sh_blocks_are_the_two_commands_each_one_line() =>
        Assert.Equal(
            ["dotnet run --project src/Sentinel.Cli -c Release -- test\n", "dotnet test Sentinel.sln -c Release\n"],
            ShellBlock().Matches(Readme).Take(2).Select(match => match.Groups["body"].Value));

    [Theory]
    [InlineData("samples/Quickstart/SeatMap.cs")]
    [InlineData("samples/Quickstart/SeatMapTests.cs")]
    public void The_quickstart_code_is_in_the_sample(string file) =>
        Assert.Contains(Unindented(BlockAfter(file)), Unindented(File.ReadAllText(Path.Combine(Repository.Root, file))), StringComparison.Ordinal);

    [Fact]
    public void The_quickstart_output_is_what_the_sample_prints()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-readme-");
        try
        {
            var failure = Linearizability.Run<SeatMapSpec>(new() { Corpus = CorpusMode.ReadWrite, CorpusPath = folder.FullName }).Failure;
            Assert.NotNull(failure);
            Assert.Equal(Comparable(BlockAfter("output of samples/Quickstart")), Comparable(failure.Report));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_library_example_compiles_and_finds_the_violation()
    {
        // <example>
        var history = new HistoryBuilder<RegisterInput<int>, RegisterOutput<int>>()
            .Invoke(process: 0, RegisterInput<int>.Write(7))
            .Invoke(process: 1, RegisterInput<int>.Read)
            .Return(process: 1, RegisterOutput<int>.Of(7))  // the write is still open, and was seen: fine
            .Return(process: 0, RegisterOutput<int>.Done)
            .Call(process: 1, RegisterInput<int>.Read, RegisterOutput<int>.Of(0))  // but now it is gone
            .Build();

        var verdict = LinearizabilityChecker.Check(history, new RegisterModel<int>());
        var why = ((Verdict.NotLinearizable)verdict).Why.Sentence;
        // </example>
        Assert.Contains("read → 0", why, StringComparison.Ordinal);
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Sentinel.Properties", "Docs", "ReadmeTests.cs"));
        Assert.Contains(Unindented(BlockAfter("compiled by ReadmeTests")), Unindented(source), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_relative_link_leads_somewhere() => Assert.All(
        Link().Matches(Readme).Select(match => match.Groups["body"].Value).Where(link => !link.StartsWith("http", StringComparison.Ordinal)),
        link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), link));

    /// <summary>The block after its marker comment.</summary>
    private static string BlockAfter(string marker)
    {
        var at = Readme.IndexOf($"<!-- {marker} -->", StringComparison.Ordinal);
        Assert.True(at >= 0, $"The README has no block '{marker}'.");
        return Block().Match(Readme, at).Groups["body"].Value;
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    /// <summary>What differs from run to run is measured: how long shrinking took, how often the failure came again, the folder of the file.</summary>
    private static string Comparable(string report) => Measured().Replace(report, "…").Trim();

    [GeneratedRegex("^```sh\n(?<body>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("^```[a-z]+\n(?<body>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"shrunk from .*? candidates|Reproduced \d+ of \d+|Saved +\S*?Counterexamples/|Saved +\S*?(?=SeatMapSpec/)|Checked +\d+ configurations?")]
    private static partial Regex Measured();

    [GeneratedRegex(@"\]\((?<body>[^)#]+)\)")]
    private static partial Regex Link();
}
