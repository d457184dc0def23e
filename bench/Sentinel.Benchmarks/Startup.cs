using System.Diagnostics;
using System.Globalization;
using Sentinel.Stores.Specs.Requests;
using Sentinel.Testing;

namespace Sentinel.Benchmarks;

/// <summary>What the first check under control costs in a process: a new process for each row, with nothing rewritten yet and with the copies on disk.</summary>
internal static class Startup
{
    private const int Processes = 5;

    public static int Run()
    {
        Console.WriteLine("| copies on disk | first check | the next in the same process |");
        Console.WriteLine("|---|---|---|");
        var folder = Directory.CreateTempSubdirectory("sentinel-startup-").FullName;
        Row("no", () => FirstCheck(Directory.CreateTempSubdirectory("sentinel-startup-").FullName, isLast: true));
        FirstCheck(folder, isLast: false);
        Row("yes", () => FirstCheck(folder, isLast: false));
        Directory.Delete(folder, recursive: true);
        Console.WriteLine();
        Console.WriteLine($"The request store's spec, one program under control; median (most) of {Processes} processes. {Measured.Machine}");
        return 0;
    }

    /// <summary>In the child: checks twice and prints both times in ms.</summary>
    public static int Child()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Time()} {Time()}"));
        return 0;

        static double Time()
        {
            var start = Stopwatch.GetTimestamp();
            Linearizability.Check<RequestStoreSpec>(new() { Mode = TestMode.Controlled, Runs = 1, Corpus = CorpusMode.Off });
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    private static void Row(string cached, Func<(double First, double Second)> run)
    {
        var times = Enumerable.Range(0, Processes).Select(_ => run()).ToList();
        Console.WriteLine($"| {cached} | {Text(times.Select(time => time.First))} | {Text(times.Select(time => time.Second))} |");
    }

    private static string Text(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return $"{sorted[sorted.Count / 2]:N0} ms ({sorted[^1]:N0})";
    }

    private static (double First, double Second) FirstCheck(string temporary, bool isLast)
    {
        // No counting of calls for later optimisation, as in our test projects: a test process ends before that pays.
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList = { "first-check" },
            Environment = { ["TMPDIR"] = temporary, ["DOTNET_TieredPGO"] = "0" },
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(Startup).Assembly.Location);
        }

        using var child = Process.Start(start)!;
        var words = child.StandardOutput.ReadToEnd().Split();
        child.WaitForExit();
        if (isLast)
        {
            Directory.Delete(temporary, recursive: true);
        }

        return (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }
}
