using System.Diagnostics;
using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Benchmarks;

/// <summary>How many schedules of 2 × 3 operations one lane runs in a second, what a point costs, and what rewriting costs.</summary>
internal static class Schedules
{
    private const int Count = 10_000;

    /// <summary>Rounds, each with new threads.</summary>
    private const int Rounds = 15;

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-bench-").FullName;
        var cold = Time(() => ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder }).Dispose());
        var warm = Time(() => ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = null }).Dispose());
        var cached = Time(() => ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder }).Dispose());
        using var shadow = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder });
        Case[] cases =
        [
            new("locked counter", Counting.Locked, EveryAccess: false, DataRaceMode.Warn),
            new("interlocked counter", Counting.Atomic, EveryAccess: false, DataRaceMode.Warn),
            new("plain counter", Counting.Racy, EveryAccess: true, DataRaceMode.Ignore),
            new("plain counter", Counting.Racy, EveryAccess: true, DataRaceMode.Warn),
        ];
        MeasureInTurn(cases, shadow);
        Console.WriteLine("| program, random strategy | points | races | points a schedule | schedules a second (least to most) | µs a point |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Array.ForEach(cases, it => Console.WriteLine(it.Row()));
        Console.WriteLine();
        Console.WriteLine($"Race detection costs {cases[2].Median / cases[3].Median:0.00} × on the plain counter.");
        Console.WriteLine($"Rewriting and loading the subjects: first in the process {cold:0} ms, again {warm:0} ms, from the cache {cached:0} ms.");
        Console.WriteLine($"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}; medians of {Rounds} rounds in turn");
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static void MeasureInTurn(Case[] cases, ShadowContext shadow)
    {
        for (var round = 0; round < Rounds; round++)
        {
            Array.ForEach(cases, it => it.Measure(shadow));
        }
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private sealed record Case(string Name, Func<IControlledProgram> Program, bool EveryAccess, DataRaceMode Races)
    {
        private readonly List<double> rates = [];
        private double points;

        public double Median => rates.Order().ElementAt(rates.Count / 2);

        public void Measure(ShadowContext shadow)
        {
            using var explorer = new ControlledExplorer(
                shadow, new ControlledOptions { Strategy = Strategy.Random, Schedules = Count, EveryAccess = EveryAccess, DataRaces = Races });
            var copy = shadow.Resolve(Program);
            explorer.Explore(copy, _ => null);
            var report = default(ExplorationReport)!;
            var seconds = Time(() => report = explorer.Explore(copy, _ => null)) / 1_000;
            rates.Add(report.Schedules / seconds);
            points = (double)report.Points / report.Schedules;
        }

        public string Row() =>
            $"| {Name} | {(EveryAccess ? "every access" : "learned")} | {(Races == DataRaceMode.Ignore ? "off" : "on")} | {points:0.0} "
            + $"| {Median:N0} ({rates.Min():N0} to {rates.Max():N0}) | {1e6 / Median / points:0.0} |";
    }
}
