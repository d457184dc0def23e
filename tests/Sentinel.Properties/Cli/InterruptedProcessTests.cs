using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sentinel.Properties.Cli;

/// <summary>Ctrl-C as the system delivers it: to a real process, at any moment.</summary>
public sealed class InterruptedProcessTests
{
    private const int Sigint = 2;

    [FactWithSignals]
    public void An_input_that_ends_with_the_interruption_is_not_a_whole_history()
    {
        using var process = Start("check", "-", "-m", "register");
        process.StandardInput.Write("{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":5}\n{\"process\":0,\"type\":\"ok\",\"f\":\"write\",\"value\":5}\n");
        process.StandardInput.Flush();
        WaitUntilItListens(process);

        // What a terminal does to a pipeline: the writer dies of the signal that we get.
        Assert.Equal(0, kill(process.Id, Sigint));
        process.StandardInput.Close();

        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.DoesNotContain("ok\t", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_does_not_end_is_read_until_the_time_limit()
    {
        using var process = Start("check", "-", "-m", "register", "--timeout", "1s");
        process.StandardInput.Write("{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":5}\n");
        process.StandardInput.Flush();

        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(3, process.ExitCode);
        Assert.Contains("The time limit of 1 s was reached while the file was read.", output, StringComparison.Ordinal);
    }

    [TheoryWithSignals]
    [InlineData("controlled", 500)]
    [InlineData("controlled", 2_000)]
    [InlineData("stress", 1_000)]
    [InlineData("both", 3_000)]
    public void A_test_that_is_interrupted_prints_what_it_found_until_then(string mode, int milliseconds)
    {
        using var process = Start("test", "--mode", mode, "--for", "10m", "--json");
        WaitUntilItListens(process);
        Thread.Sleep(milliseconds);
        Assert.Equal(0, kill(process.Id, Sigint));
        // Sent twice, as by a wrapper that passes it on: still one Ctrl-C.
        Assert.Equal(0, kill(process.Id, Sigint));

        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        using var document = JsonDocument.Parse(output);
        var store = document.RootElement.GetProperty("stores")[0];
        Assert.Equal("requests", store.GetProperty("store").GetString());
        Assert.Contains("cancelled", store.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sentinel.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Until the process catches SIGINT: before that, the signal ends it, and nothing could be printed.</summary>
    private static void WaitUntilItListens(Process process)
    {
        while (!Catches(process.Id, Sigint))
        {
            Assert.False(process.HasExited, "It ended before it was interrupted.");
            Thread.Sleep(20);
        }

        Thread.Sleep(500);
    }

    private static bool Catches(int process, int signal) => Mask($"/proc/{process}/status", "SigCgt:", signal);

    private static bool Mask(string status, string name, int signal)
    {
        var line = File.ReadLines(status).First(text => text.StartsWith(name, StringComparison.Ordinal));
        var mask = ulong.Parse(line[name.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (mask >> (signal - 1) & 1) != 0;
    }

    /// <summary>Why these tests can't run here, if they can't.</summary>
    private static string? Obstacle() =>
        !OperatingSystem.IsLinux() ? "It sends signals as Linux does."
        : Mask("/proc/self/status", "SigIgn:", Sigint) ? "SIGINT is ignored here, as in what a shell starts with nohup and &: processes inherit that."
        : null;

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    private sealed class FactWithSignalsAttribute : FactAttribute
    {
        public FactWithSignalsAttribute() => Skip = Obstacle();
    }

    private sealed class TheoryWithSignalsAttribute : TheoryAttribute
    {
        public TheoryWithSignalsAttribute() => Skip = Obstacle();
    }
}
