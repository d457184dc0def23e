using System.Diagnostics;
using Sentinel.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Benchmarks;

/// <summary>The checker against the in-repository baseline on the same histories, generated and public ones; then how it grows. Reading stands apart.</summary>
internal static class Compare
{
    private const int LargestForBaseline = 10_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly string[] Models = ["register", "cas-register", "kv", "counter", "set", "queue", "stack", "priority-queue"];

    /// <summary>Prints the tables.</summary>
    /// <param name="models">Which models; none for all.</param>
    /// <param name="histories">The folder of the public histories, if it is there.</param>
    public static int Run(string[] models, string histories)
    {
        Console.WriteLine("| history | N | P | | reading | check | bytes an operation | decided by | configurations | baseline | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        Dictionary<(string Model, int Processes, bool IsBroken), List<TimeSpan>> growth = [];
        foreach (var model in Models.Where(model => models.Length == 0 || models.Contains(model)))
        {
            Load(new(model, 2_000, 8)).Loaded.Check();
            foreach (var (operations, processes) in new[] { (1_000, 8), (1_000, 16), (1_000, 64), (10_000, 8), (10_000, 16), (100_000, 8), (100_000, 64), (1_000_000, 8), (1_000_000, 64) })
            {
                foreach (var broken in new[] { false, true })
                {
                    var (loaded, reading) = Load(new(model, operations, processes, broken));
                    var ours = Row(model, loaded, operations, processes, reading);
                    if (operations >= 100_000)
                    {
                        (growth.TryGetValue((model, processes, broken), out var times) ? times : growth[(model, processes, broken)] = []).Add(ours);
                    }
                }
            }
        }

        PublicHistories(histories);
        Console.WriteLine();
        Console.WriteLine("| history | P | | time(10⁶) / time(10⁵) |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var ((model, processes, broken), times) in growth)
        {
            Console.WriteLine($"| {model} | {processes} | {(broken ? "broken" : "correct")} | {Measured.Text(times[1] / times[0])} |");
        }

        Console.WriteLine();
        Console.WriteLine($"{Measured.Machine}; best of three runs after a warm-up below 10⁶ operations, one run at 10⁶; limit {Limit.TotalSeconds} s");
        return 0;
    }

    private static (LoadedHistory Loaded, TimeSpan Reading) Load(GeneratedFile file)
    {
        var bytes = file.ToJsonl();
        var start = Stopwatch.GetTimestamp();
        var loaded = file.Load(bytes);
        return (loaded, Stopwatch.GetElapsedTime(start));
    }

    private static void PublicHistories(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Console.WriteLine();
            Console.WriteLine("The public histories were not there.");
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is ".log" or ".edn").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(path);
            var start = Stopwatch.GetTimestamp();
            var loaded = ModelBinding.Find(Path.GetExtension(path) == ".log" ? "cas-register" : "kv")!.Load(EventReader.Open(stream, path));
            Row(Path.GetFileNameWithoutExtension(path), loaded, loaded.Count, null, Stopwatch.GetElapsedTime(start));
        }
    }

    private static TimeSpan Row(string name, LoadedHistory history, int operations, int? processes, TimeSpan reading)
    {
        var options = CheckOptions.Default with { Timeout = Limit };
        var ours = Measured.BestOf(operations < 1_000_000 ? 3 : 1, () => history.Check(options));
        var isMeasured = operations <= LargestForBaseline;
        var start = Stopwatch.GetTimestamp();
        var other = isMeasured ? (bool?)Baseline.Decide((dynamic)history, Limit) : null;
        var baseline = Stopwatch.GetElapsedTime(start);
        if (other is { } decided && ours.Verdict is not Verdict.Inconclusive && decided != ours.Verdict is Verdict.Linearizable)
        {
            throw new InvalidOperationException($"{name}: ours says {ours.Said}, the baseline {decided}.");
        }

        Console.WriteLine(
            $"| {name} | {operations:N0} | {processes} | {ours.Said} | {Measured.Text(reading.TotalMilliseconds)} ms | {Measured.Text(ours.Time.TotalMilliseconds)} ms | "
            + $"{Measured.Text((double)ours.Bytes / operations)} | {ours.Verdict.Statistics.DecidedBy} | {ours.Verdict.Statistics.Configurations:N0} | "
            + $"{(other is null ? isMeasured ? "gave up" : "" : Measured.Text(baseline.TotalMilliseconds) + " ms")} | "
            + $"{(other is null || ours.Verdict is Verdict.Inconclusive ? "" : Measured.Text(baseline / ours.Time))} |");
        return ours.Time;
    }
}
