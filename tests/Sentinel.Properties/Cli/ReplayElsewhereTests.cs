using System.Diagnostics;
using Quickstart;
using Sentinel.Testing;

namespace Sentinel.Properties.Cli;

/// <summary>A token that was found under control in this process replays in others: in the command, and in a test host.</summary>
public sealed class ReplayElsewhereTests
{
    /// <summary>Not shrunk, so it is not what a search of the other process would report.</summary>
    private static readonly Lazy<string> Token = new(() => TokenOf(TimeSpan.FromTicks(1)));

    [Fact]
    public void It_is_not_what_a_search_reports() => Assert.NotEqual(TokenOf(LinearizabilityOptions.Default.ShrinkBudget), Token.Value);

    [Fact]
    public void The_command_replays_it_with_the_assembly_of_the_spec()
    {
        var (exitCode, output) = Run([Path.Combine(AppContext.BaseDirectory, "sentinel.dll"), "replay", Token.Value, "--assembly", typeof(SeatMapSpec).Assembly.Location]);

        Assert.Equal(1, exitCode);
        AssertReplayed(output);
    }

    [Fact]
    public void A_test_host_replays_it_where_the_environment_names_it()
    {
        var (exitCode, output) = Run(["vstest", typeof(SeatMapSpec).Assembly.Location], (ReplayToken.Variable, Token.Value));

        Assert.Equal(1, exitCode);
        Assert.Contains("Seats_are_never_sold_twice", output, StringComparison.Ordinal);
        AssertReplayed(output);
    }

    private static void AssertReplayed(string output)
    {
        Assert.Contains("NOT LINEARIZABLE   SeatMapSpec", output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 replays of the same schedule", output, StringComparison.Ordinal);
        Assert.Contains(Token.Value, output, StringComparison.Ordinal);
    }

    private static string TokenOf(TimeSpan shrinkBudget) => Linearizability
        .Run<SeatMapSpec>(new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off, ShrinkBudget = shrinkBudget })
        .Failure!.Counterexample.Token.ToString();

    private static (int ExitCode, string Output) Run(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SENTINEL_CORPUS"] = "off";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
