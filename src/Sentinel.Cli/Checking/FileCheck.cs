using System.Diagnostics;
using Sentinel.Checking;
using Sentinel.Formats;

namespace Sentinel.Cli.Checking;

/// <summary>Reads and checks one file; whatever goes wrong with it becomes its result.</summary>
internal sealed class FileCheck(HistorySource source, CheckOptions limits, CommandHost host)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

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
            using var stream = HistorySource.Open(path, host);
            var history = source.Load(stream, path, host.Interrupted);
            // Reading counts: the user waits for both. However long it took, a check that is decided at once is still made.
            var left = limits.Timeout - Stopwatch.GetElapsedTime(begin);
            var verdict = history.Check(limits with { Timeout = left > Least ? left : Least }, host.Interrupted);
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
        catch (OperationCanceledException)
        {
            return new(path) { Error = "interrupted", ExitCode = ExitCode.Interrupted };
        }
        catch (Exception error)
        {
            return new(path) { Error = CommandLine.InternalError(error), ExitCode = ExitCode.Internal };
        }
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
