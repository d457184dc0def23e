using System.Diagnostics;
using System.Globalization;
using Sentinel.Cli;

namespace Sentinel.Properties.Cli;

/// <summary><c>--max-memory</c> bounds the process as the system sees it.</summary>
public sealed class MemoryLimitTests : IDisposable
{
    private const long Limit = 200_000_000;
    private readonly string folder = Directory.CreateTempSubdirectory("sentinel-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [FactOnLinux]
    public void A_search_that_grows_without_end_stops_within_a_tenth_of_the_limit()
    {
        var path = Generate("--model", "queue", "--values", "5", "--operations", "20000", "--processes", "16", "--seed", "1");
        var (exitCode, output, peak) = Run("check", path, "-m", "queue", "--max-memory", "200MB");
        Assert.Equal(ExitCode.Inconclusive, exitCode);
        Assert.Contains("The memory limit of 190 MiB was reached after", output, StringComparison.Ordinal);
        Assert.InRange(peak, Limit / 2, Limit * 11 / 10);

        // Not because there is nothing to do.
        Assert.True(Run("check", path, "-m", "queue", "--max-memory", "350MB").Peak > Limit * 12 / 10);
    }

    [FactOnLinux]
    public void A_history_that_does_not_fit_is_not_decided()
    {
        var path = Generate("--model", "register", "--operations", "600000", "--processes", "8", "--seed", "1");
        var (exitCode, output, peak) = Run("check", path, "-m", "register", "--max-memory", "100MB");
        Assert.Equal(ExitCode.Inconclusive, exitCode);
        Assert.Contains("The memory limit of 95 MiB was reached while the file was read. A larger --max-memory", output, StringComparison.Ordinal);
        Assert.InRange(peak, 1, 110_000_000);
    }

    private static (int ExitCode, string Output, long Peak) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sentinel.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(10))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult(), peak);
    }

    // The most that it ever took, as the system counts it; 0 once it has ended.
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line["VmHWM:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private string Generate(params string[] arguments)
    {
        var path = Path.Combine(folder, "history.jsonl");
        using StringWriter output = new();
        Assert.Equal(ExitCode.Success, CommandLine.Run(["generate", .. arguments, "-o", path], Stream.Null, output, output));
        return path;
    }

    private sealed class FactOnLinuxAttribute : FactAttribute
    {
        public FactOnLinuxAttribute() => Skip = OperatingSystem.IsLinux() ? null : "It reads what Linux says of a process.";
    }
}
