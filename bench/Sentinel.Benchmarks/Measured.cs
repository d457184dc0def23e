using System.Diagnostics;
using System.Globalization;
using Sentinel.Checking;

namespace Sentinel.Benchmarks;

/// <summary>One check, measured: its verdict, how long it took, and how much it allocated.</summary>
internal readonly record struct Measured(Verdict Verdict, TimeSpan Time, long Bytes)
{
    /// <summary>The machine and runtime, for below a table.</summary>
    public static string Machine => $"{Environment.ProcessorCount} cores ({Cpu()}), {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, load average {Load()} at the end";

    public static Measured Of(Func<Verdict> check)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var verdict = check();
        var time = Stopwatch.GetElapsedTime(start);
        return new(verdict, time, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    /// <summary>One that takes microseconds: without a collection before it, which would leave the caches cold, and without the bytes.</summary>
    public static Measured Warm(Func<Verdict> check)
    {
        var start = Stopwatch.GetTimestamp();
        var verdict = check();
        return new(verdict, Stopwatch.GetElapsedTime(start), 0);
    }

    /// <summary>The fastest of some runs.</summary>
    public static Measured BestOf(int runs, Func<Verdict> check)
    {
        var best = Of(check);
        for (var again = 1; again < runs && best.Verdict is not Verdict.Inconclusive; again++)
        {
            var next = Of(check);
            best = next.Time < best.Time ? next : best;
        }

        return best;
    }

    public string Said => Verdict switch
    {
        Verdict.Linearizable => "correct",
        Verdict.NotLinearizable => "broken",
        _ => "undecided",
    };

    /// <summary>A number of three digits or so.</summary>
    public static string Text(double value) => value.ToString(value < 0.1 ? "0.000" : value < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    private static string Cpu() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
