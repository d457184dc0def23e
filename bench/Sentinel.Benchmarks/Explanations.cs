using Sentinel.Checking;

namespace Sentinel.Benchmarks;

/// <summary>How small the explanation of one violation in 100,000 operations is, whether the reference checker confirms it, and what it takes on top of the verdict.</summary>
internal static class Explanations
{
    private static readonly string[] Models =
        ["register", "cas-register", "multi-register", "kv", "counter", "set", "queue", "stack", "priority-queue", "mutex"];

    public static int Run(string[] models)
    {
        Console.WriteLine("| history | P | unknown | verdict | explaining | operations shown | confirmed |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var model in models.Length == 0 ? Models : models)
        {
            new GeneratedFile(model, 1_000, 8, IsBroken: true).Load().Check();
            foreach (var (processes, unknown) in new[] { (8, 0.0), (16, 0.0), (8, 0.01), (16, 0.01) })
            {
                Print(new(model, 100_000, processes, IsBroken: true) { Unknown = unknown });
            }
        }

        Console.WriteLine();
        Console.WriteLine($"One history each, 100,000 operations, limit 30 s. {Measured.Machine}");
        return 0;
    }

    private static void Print(GeneratedFile file)
    {
        var verdict = file.Load().Check(CheckOptions.Default with { Timeout = TimeSpan.FromSeconds(30) });
        var unknown = file.Unknown == 0 ? "none" : $"{100 * file.Unknown:0} %";
        var start = $"| {file.Model} | {file.Processes} | {unknown} | {Measured.Text(verdict.Statistics.Elapsed.TotalMilliseconds)} ms |";
        Console.WriteLine(verdict is Verdict.NotLinearizable violation
            ? $"{start} {Measured.Text(verdict.Statistics.Explaining.TotalMilliseconds)} ms | {violation.Why.Operations.Length} | {(violation.Why.Confirmed == true ? "yes" : "no")} |"
            : $"{start} undecided | | |");
    }
}
