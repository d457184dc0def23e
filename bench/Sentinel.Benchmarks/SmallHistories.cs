using System.Diagnostics;
using System.Globalization;
using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Benchmarks;

/// <summary>What the inner loop of a property test costs: small histories, one after the other, by a checker that is warm.</summary>
internal static class SmallHistories
{
    private const int Histories = 256;
    private const int Rounds = 2_000;

    public static int Run()
    {
        Console.WriteLine("| model | processes × operations | ns a check | bytes a check |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (processes, operations) in new[] { (2, 3), (3, 5) })
        {
            Row("counter", new CounterModel(), processes, operations, () =>
            {
                var count = 0L;
                return ((random, _) => random.Next(2) == 0 ? CounterInput.Get : CounterInput.Inc(), input => input.IsGet ? count : (count += input.Amount!.Value) < 0 ? 0 : null);
            });
            Row("cas-register", new RegisterModel<int>(), processes, operations, () =>
            {
                var held = 0;
                return (
                    (random, _) => random.Next(2) == 0 ? RegisterInput<int>.Read : RegisterInput<int>.Cas(random.Next(3), random.Next(3)),
                    input =>
                    {
                        if (input.Kind == RegisterOperation.Read)
                        {
                            return RegisterOutput<int>.Of(held);
                        }

                        if (held != input.Expected)
                        {
                            return RegisterOutput<int>.Mismatch;
                        }

                        held = input.Value;
                        return RegisterOutput<int>.Done;
                    });
            });
        }

        Console.WriteLine();
        Console.WriteLine($"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}; the best of five rounds of {Histories * Rounds:N0} checks");
        return 0;
    }

    private static void Row<TState, TInput, TOutput>(
        string name, Model<TState, TInput, TOutput> model, int processes, int operations, Func<(Func<Random, int, TInput> Draw, Func<TInput, TOutput> Apply)> start)
        where TState : notnull
    {
        var histories = new History<TInput, TOutput>[Histories];
        for (var i = 0; i < histories.Length; i++)
        {
            var (draw, apply) = start();
            histories[i] = new Workload(processes * operations, processes) { Busy = 1, Seed = i }.Generate(draw, apply, (_, _) => true);
        }

        QuickChecker<TState, TInput, TOutput> checker = new(model);
        var (best, bytes) = (double.MaxValue, 0L);
        for (var round = 0; round < 6; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Rounds * Histories; i++)
            {
                if (checker.IsLinearizable(histories[i % Histories]) != true)
                {
                    throw new InvalidOperationException("A generated history is linearizable.");
                }
            }

            // The first round is the warm-up.
            best = round == 0 ? best : Math.Min(best, Stopwatch.GetElapsedTime(started).TotalNanoseconds / (Rounds * Histories));
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        Console.WriteLine($"| {name} | {processes} × {operations} | {best.ToString("N0", CultureInfo.InvariantCulture)} | {bytes / (double)(Rounds * Histories):0.##} |");
    }
}
