using System.Diagnostics;
using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Benchmarks;

/// <summary>How many schedules of 2 × 3 operations one lane runs in a second, what a point costs, and what rewriting costs.</summary>
internal static class Schedules
{
    private const int Count = 20_000;

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-bench-").FullName;
        var cold = Time(() => ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder }).Dispose());
        var warm = Time(() => ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = null }).Dispose());
        var cached = Time(() => ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder }).Dispose());
        using var shadow = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder });
        Console.WriteLine("| program, random strategy | points | races | points a schedule | schedules a second | µs a point |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Row(shadow, "locked counter", Counting.Locked, everyAccess: false, DataRaceMode.Warn);
        Row(shadow, "interlocked counter", Counting.Atomic, everyAccess: false, DataRaceMode.Warn);
        var off = Row(shadow, "plain counter", Counting.Racy, everyAccess: true, DataRaceMode.Ignore);
        var on = Row(shadow, "plain counter", Counting.Racy, everyAccess: true, DataRaceMode.Warn);
        Console.WriteLine();
        Console.WriteLine($"Race detection costs {off / on:0.00} × on the plain counter.");
        Console.WriteLine($"Rewriting and loading the subjects: first in the process {cold:0} ms, again {warm:0} ms, from the cache {cached:0} ms.");
        Console.WriteLine($"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static double Row(ShadowContext shadow, string name, Func<IControlledProgram> program, bool everyAccess, DataRaceMode races)
    {
        using var explorer = new ControlledExplorer(
            shadow, new ControlledOptions { Strategy = Strategy.Random, Schedules = Count, EveryAccess = everyAccess, DataRaces = races });
        var copy = shadow.Resolve(program);
        explorer.Explore(copy, _ => null);
        var best = 0.0;
        var report = default(ExplorationReport)!;
        for (var round = 0; round < 3; round++)
        {
            var seconds = Time(() => report = explorer.Explore(copy, _ => null)) / 1_000;
            best = Math.Max(best, report.Schedules / seconds);
        }

        var points = (double)report.Points / report.Schedules;
        Console.WriteLine(
            $"| {name} | {(everyAccess ? "every access" : "learned")} | {(races == DataRaceMode.Ignore ? "off" : "on")} | {points:0.0} | {best:N0} | {1e6 / best / points:0.0} |");
        return best;
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
