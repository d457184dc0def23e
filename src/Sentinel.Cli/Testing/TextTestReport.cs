using Sentinel.Testing;

namespace Sentinel.Cli.Testing;

/// <summary>Results for people: a line for each store, and what lies behind it.</summary>
internal sealed class TextTestReport(CommandHost host) : ITestReport
{
    /// <inheritdoc/>
    public void Add(string store, LinearizabilityResult result, string? savedTo)
    {
        host.Output.WriteLine($"{Word(result)}\t{store}");
        foreach (var part in result.Parts)
        {
            host.Output.WriteLine($"  {part.HowRun}");
            host.Output.WriteLine($"    {part.Coverage.ToString().ReplaceLineEndings($"{host.Output.NewLine}    ")}");
        }

        foreach (var name in result.Coverage.NeverRun)
        {
            host.Output.WriteLine($"  never run: {name}; what is said of this store says nothing about it");
        }

        foreach (var remark in result.Remarks)
        {
            host.Output.WriteLine($"  {remark}");
        }

        host.Output.WriteLine($"  seed {result.Seed}, {result.Elapsed.TotalSeconds:0.0} s");
        if (result.Inconclusive is { } reason)
        {
            host.Output.WriteLine($"  inconclusive: {reason}");
        }

        if (result.Failure is { } failure)
        {
            host.Output.WriteLine();
            host.Output.WriteLine(failure.Report.TrimEnd());
            host.Output.WriteLine($"  Again      sentinel replay {savedTo ?? failure.Counterexample.Token.ToString()}");
        }

        host.Output.WriteLine();
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private static string Word(LinearizabilityResult result) =>
        result.Failure is not null ? "violation" : result.Inconclusive is not null ? "unknown" : "ok";
}
