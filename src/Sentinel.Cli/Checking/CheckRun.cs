using Sentinel.Cli.Terminals;

namespace Sentinel.Cli.Checking;

/// <summary>Checks several files at once and reports them in the order in which they were named.</summary>
internal static class CheckRun
{
    // The strongest first; see ExitCode.Help.
    private static readonly int[] Precedence =
        [ExitCode.Interrupted, ExitCode.Internal, ExitCode.Violation, ExitCode.Usage, ExitCode.Inconclusive, ExitCode.Success];

    /// <summary>Checks all files.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] paths, Func<string, FileResult> check, ICheckReport report, int workers, CommandHost host, Func<string> doing)
    {
        var results = Array.ConvertAll(paths, _ => new TaskCompletionSource<FileResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        var next = -1;
        var done = 0;
        for (var worker = 0; worker < workers; worker++)
        {
            var thread = new Thread(Work) { IsBackground = true, Name = "check" };
            thread.Start();
        }

        using var progress = new Progress(host, () => $"checking {paths.Length} file{(paths.Length == 1 ? "" : "s")}, {done} done; {doing()}");
        HashSet<int> codes = [];
        foreach (var result in results)
        {
            var file = result.Task.GetAwaiter().GetResult();
            done++;
            progress.Pause(() => report.Add(file));
            codes.Add(file.ExitCode);
        }

        progress.Stop();
        report.End();
        return Precedence.First(code => codes.Contains(code));

        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < paths.Length; i = Interlocked.Increment(ref next))
            {
                results[i].SetResult(host.Interrupted.IsCancellationRequested
                    ? new FileResult(paths[i]) { Error = "interrupted", ExitCode = ExitCode.Interrupted }
                    : check(paths[i]));
            }
        }
    }
}
