using Sentinel.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Benchmarks;

/// <summary>How long a check of each public etcd log takes, warm, in process; the median and the worst of all files.</summary>
internal static class Etcd
{
    private const int WarmUps = 300;
    private const int Runs = 51;

    /// <summary>Prints the table.</summary>
    /// <param name="folder">Where the public histories are.</param>
    public static int Run(string folder)
    {
        var verdicts = Path.Combine(folder, "verdicts.tsv");
        if (!File.Exists(verdicts))
        {
            Console.Error.WriteLine($"{verdicts} is not there.");
            return 2;
        }

        var histories = File.ReadLines(verdicts).Select(line => line.Split('\t')).Where(cells => cells[0].StartsWith("etcd/", StringComparison.Ordinal))
            .Select(cells => (Name: cells[0], IsLinearizable: cells[2] == "linearizable", History: Load(Path.Combine(folder, cells[0]), cells[1]))).ToList();
        for (var i = 0; i < WarmUps; i++)
        {
            histories.ForEach(entry => entry.History.Check());
        }

        Console.WriteLine("| history | operations | | configurations | median of 51 | worst of 51 |");
        Console.WriteLine("|---|---|---|---|---|---|");
        List<double> medians = [];
        foreach (var (name, isLinearizable, history) in histories)
        {
            Measured[] runs = [.. Enumerable.Range(0, Runs).Select(_ => Measured.Warm(() => history.Check())).OrderBy(run => run.Time)];
            if (runs[0].Verdict is Verdict.Linearizable != isLinearizable)
            {
                throw new InvalidOperationException($"{name} is {runs[0].Said}, which is wrong.");
            }

            medians.Add(runs[Runs / 2].Time.TotalMicroseconds);
            Console.WriteLine(
                $"| {Path.GetFileNameWithoutExtension(name)} | {history.Count} | {runs[0].Said} | {runs[0].Verdict.Statistics.Configurations:N0} | "
                + $"{Measured.Text(medians[^1])} µs | {Measured.Text(runs[^1].Time.TotalMicroseconds)} µs |");
        }

        medians.Sort();
        Console.WriteLine();
        Console.WriteLine($"Of the {medians.Count} medians: median {Measured.Text(medians[medians.Count / 2])} µs, worst {Measured.Text(medians[^1])} µs. {Measured.Machine}.");
        return 0;
    }

    private static LoadedHistory Load(string path, string model)
    {
        using var stream = File.OpenRead(path);
        return ModelBinding.Find(model)!.Load(EventReader.Open(stream, path));
    }
}
