using System.Diagnostics;
using System.Globalization;
using Sentinel.Checking;

namespace Sentinel.Benchmarks;

/// <summary>The checker against the in-repository baseline on the same generated histories, one row a history; reading is no part of it.</summary>
internal static class Compare
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static int Run(string[] subjects)
    {
        Console.WriteLine("| history | N | P | | ours | decided by | configurations | baseline | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var subject in Subject.All.Where(subject => subjects.Length == 0 || subjects.Contains(subject.Name)))
        {
            foreach (var (operations, processes) in new[] { (1_000, 8), (1_000, 16), (1_000, 64), (10_000, 8), (10_000, 16), (100_000, 8), (100_000, 64), (1_000_000, 8), (1_000_000, 64) })
            {
                foreach (var broken in new[] { false, true })
                {
                    Row(subject, new(operations, processes, broken));
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}; one run each after a warm-up; limit {Limit.TotalSeconds} s");
        return 0;
    }

    private static void Row(Subject subject, Workload workload)
    {
        subject.Prepare(workload with { Operations = 200 }).Ours(CheckOptions.Default);
        var prepared = subject.Prepare(workload);
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var verdict = prepared.Ours(CheckOptions.Default with { Timeout = Limit });
        var ours = Stopwatch.GetElapsedTime(start);
        var isMeasured = workload.Operations <= 10_000;
        start = Stopwatch.GetTimestamp();
        var other = isMeasured ? prepared.Baseline(Limit) : null;
        var baseline = Stopwatch.GetElapsedTime(start);
        var said = verdict switch
        {
            Verdict.Linearizable => "correct",
            Verdict.NotLinearizable => "broken",
            _ => "undecided",
        };
        if (other is { } decided && verdict is not Verdict.Inconclusive && decided != verdict is Verdict.Linearizable)
        {
            throw new InvalidOperationException($"{subject.Name} {workload}: ours says {said}, the baseline {decided}.");
        }

        var ratio = other is null || verdict is Verdict.Inconclusive ? "" : Number(baseline / ours);
        Console.WriteLine(
            $"| {subject.Name} | {workload.Operations:N0} | {workload.Processes} | {said} | {Number(ours.TotalMilliseconds)} ms | {verdict.Statistics.DecidedBy} | "
            + $"{verdict.Statistics.Configurations:N0} | {(other is null ? isMeasured ? "gave up" : "" : Number(baseline.TotalMilliseconds) + " ms")} | {ratio} |");
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture);
}
