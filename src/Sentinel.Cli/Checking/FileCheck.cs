using System.Diagnostics;
using Sentinel.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Cli.Checking;

/// <summary>Reads and checks one file; whatever goes wrong with it becomes its result.</summary>
internal sealed class FileCheck(HistorySource source, CheckOptions limits, CommandHost host)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private volatile string doing = "reading";

    /// <summary>What it is at, as one says it before a path.</summary>
    public string Doing => doing;

    /// <summary>The result of a file.</summary>
    public FileResult Run(string path)
    {
        var begin = Stopwatch.GetTimestamp();
        var result = RunGuarded(path, begin);
        return result with { Elapsed = Stopwatch.GetElapsedTime(begin) };
    }

    private FileResult RunGuarded(string path, long begin)
    {
        try
        {
            // Reading counts: the user waits for both. However long it took, a check that is decided at once is still made.
            doing = "reading";
            var history = Read(path);
            doing = $"{history.Count:N0} operations read, deciding";
            var spent = Stopwatch.GetElapsedTime(begin);
            var most = limits.Timeout - Least;
            var verdict = history.Check(limits with { Spent = spent < most ? spent : most }, host.Interrupted);
            return new(path) { History = history, Verdict = verdict, ExitCode = ExitCodeOf(verdict) };
        }
        catch (HistoryFormatException error)
        {
            return new(path) { Error = error.Reason, Position = error.Position, ExitCode = ExitCode.Usage };
        }
        catch (UsageException error)
        {
            return new(path) { Error = error.Message, ExitCode = ExitCode.Usage };
        }
        catch (OperationCanceledException) when (!host.Interrupted.IsCancellationRequested)
        {
            return Unread(path, Limit.Time, $"The time limit of {limits.Timeout.TotalSeconds:0.###} s was reached while the file was read. A longer --timeout, or a shorter history, may decide it.");
        }
        catch (OperationCanceledException)
        {
            return new(path) { Error = "interrupted", ExitCode = ExitCode.Interrupted };
        }
        catch (OutOfMemoryException)
        {
            return Unread(
                path, Limit.Memory, $"The memory limit of {limits.MaxHeapBytes >> 20} MiB was reached while the file was read. A larger --max-memory, or a shorter history, may decide it.");
        }
        catch (Exception error)
        {
            return new(path) { Error = CommandLine.InternalError(error), ExitCode = ExitCode.Internal };
        }
    }

    private LoadedHistory Read(string path)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(host.Interrupted);
        limited.CancelAfter(limits.Timeout);
        using var stream = HistorySource.Open(path, host, limited.Token);
        return source.Load(stream, path, limited.Token);
    }

    private FileResult Unread(string path, Limit limit, string hint)
    {
        Verdict.Inconclusive verdict = new(limit, hint, new() { Partitions = 0 });
        return new(path) { Model = source.Model?.Name, Verdict = verdict, ExitCode = ExitCodeOf(verdict) };
    }

    private static int ExitCodeOf(Verdict verdict) => verdict switch
    {
        Verdict.Linearizable => ExitCode.Success,
        Verdict.NotLinearizable => ExitCode.Violation,
        Verdict.Inconclusive { Reached: Limit.Cancelled } => ExitCode.Interrupted,
        Verdict.Inconclusive => ExitCode.Inconclusive,
        _ => throw new UnreachableException(),
    };
}
