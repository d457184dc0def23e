using Sentinel.Checking;

namespace Sentinel.Benchmarks;

/// <summary>The histories on which a well-known checker, written in Go, was measured for the project's design, on the same kind of machine, next to ours.</summary>
/// <remarks>Its times are quoted, not measured here; where it did not end, the time after which it was stopped or ran out of memory. Ours is the slowest of five seeds (one at a
/// million operations), correct and broken where the quoted figure does not say which, each the best of three runs on warm code, until the verdict stands.</remarks>
internal static class Figures
{
    private static readonly Row[] Rows =
    [
        new("register", 1_000, 16, 1_800), new("register", 1_000, 32, 60_000, "over "), new("register", 10_000, 8, 393), new("register", 10_000, 16, 42_800, "", " and 14 GB"),
        new("register", 100_000, 4, 2_300, "", " and 2.5 GB"), new("register", 100_000, 8, null, "out of memory"), new("register", 1_000_000, 8, null, "out of memory"),
        new("kv", 100_000, 64, 6_300), new("kv", 1_000_000, 64, null, "out of memory"), new("set", 1_000_000, 8, 3_000, "", " and 2.5 GB"),
        new("queue", 100, 8, 269), new("queue", 1_000, 4, 60_000, "over "), new("stack", 1_000, 4, 155), new("stack", 1_000, 8, 20_000, "over "),
        new("cas-register", 1_000, 16, 679) { IsBroken = false }, new("cas-register", 1_000, 16, 13_600) { IsBroken = true },
        new("counter", 10_000, 8, 120), new("counter", 10_000, 16, 8_300), new("priority-queue", 10_000, 16, 1_500),
    ];

    public static int Run()
    {
        Console.WriteLine("| history | N | P | quoted | ours | ratio | explaining | reading | MB allocated |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var row in Rows)
        {
            Print(row);
        }

        Console.WriteLine();
        Console.WriteLine(Measured.Machine);
        return 0;
    }

    private static void Print(Row row)
    {
        WarmUp(row.Model);
        var (slowest, reading, explaining, name) = (default(Measured), TimeSpan.Zero, TimeSpan.Zero, row.Model + (row.IsBroken is { } only ? only ? ", broken" : ", correct" : ""));
        foreach (var seed in Enumerable.Range(1, row.Operations >= 1_000_000 ? 1 : 5))
        {
            foreach (var broken in new[] { false, true }.Where(broken => row.IsBroken is null || row.IsBroken == broken))
            {
                GeneratedFile file = new(row.Model, row.Operations, row.Processes, broken) { Seed = seed };
                var bytes = file.ToJsonl();
                var start = System.Diagnostics.Stopwatch.GetTimestamp();
                var loaded = file.Load(bytes);
                var read = System.Diagnostics.Stopwatch.GetElapsedTime(start);
                var measured = Measured.BestOf(row.Operations >= 1_000_000 ? 1 : 3, () => loaded.Check());
                if (measured.Verdict is Verdict.Inconclusive || measured.Verdict is Verdict.NotLinearizable != broken)
                {
                    throw new InvalidOperationException($"{file}: {measured.Said}");
                }

                explaining = new[] { explaining, measured.Verdict.Statistics.Explaining }.Max();
                if (slowest.Verdict is null || measured.Verdict.Statistics.Elapsed > slowest.Verdict.Statistics.Elapsed)
                {
                    (slowest, reading) = (measured, read);
                }
            }
        }

        var quoted = row.Milliseconds is { } ms ? $"{row.Before}{(ms < 1_000 ? $"{ms:N0} ms" : $"{ms / 1_000:0.#} s")}{row.After}" : row.Before;
        var ours = slowest.Verdict.Statistics.Elapsed.TotalMilliseconds;
        var ratio = row.Milliseconds is { } theirs ? row.Before + Measured.Text(theirs / ours) : "";
        Console.WriteLine(
            $"| {name} | {row.Operations:N0} | {row.Processes} | {quoted} | {Measured.Text(ours)} ms"
            + $" | {ratio} | {Measured.Text(explaining.TotalMilliseconds)} ms | {Measured.Text(reading.TotalMilliseconds)} ms | {slowest.Bytes / 1e6:N0} |");
    }

    // Until the runtime has compiled the code for good: small histories for what runs once a check, long ones for the loops in it, and time, as it compiles in the background.
    private static void WarmUp(string model)
    {
        foreach (var (operations, times) in new[] { (300, 60), (20_000, 20) })
        {
            var (correct, broken) = (Of(operations, isBroken: false), Of(operations, isBroken: true));
            for (var i = 0; i < times; i++)
            {
                correct.Check();
                broken.Check();
                Thread.Sleep(10);
            }
        }

        Formats.Bindings.LoadedHistory Of(int operations, bool isBroken) => new GeneratedFile(model, operations, 4, isBroken).Load();
    }

    private sealed record Row(string Model, int Operations, int Processes, double? Milliseconds, string Before = "", string After = "")
    {
        public bool? IsBroken { get; init; }
    }
}
