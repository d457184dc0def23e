using System.Diagnostics;
using Sentinel.Testing;

namespace Sentinel.Benchmarks;

/// <summary>How many programs of 2 × 3 operations a locked counter goes through in a second.</summary>
internal static class Throughput
{
    private const int Programs = 50_000;

    public static int Run()
    {
        var options = new LinearizabilityOptions
        {
            Corpus = CorpusMode.Off,
            Mode = TestMode.Stress,
            Runs = Programs,
            Size = new() { Processes = 2, Operations = 3, Prefix = 0, Suffix = 0 },
        };
        Linearizability.Run<FixedCounterSpec>(options with { Runs = Programs / 5 });
        Console.WriteLine("| round | programs | operations a program | mean overlap | seconds | programs a second |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (var round = 1; round <= 3; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var result = Linearizability.Run<FixedCounterSpec>(options);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine(
                $"| {round} | {Programs:N0} | {(double)result.Coverage.Operations / Programs:0.0} | {result.Coverage.MeanOverlap:0.00} | {seconds:0.00} | {Programs / seconds:N0} |");
        }

        Console.WriteLine();
        Console.WriteLine($"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        return 0;
    }

    private sealed class LockedCounter
    {
        private readonly Lock gate = new();
        private int value;

        public int Increment()
        {
            lock (gate)
            {
                return ++value;
            }
        }

        public int Read()
        {
            lock (gate)
            {
                return value;
            }
        }
    }

    private sealed class FixedCounterSpec : ConcurrentSpec<LockedCounter, int>
    {
        public FixedCounterSpec()
            : base(() => new(), 0)
        {
            Operation("increment", counter => counter.Increment(), value => (value + 1, value + 1));
            Operation("read", counter => counter.Read(), value => (value, value));
        }
    }
}
