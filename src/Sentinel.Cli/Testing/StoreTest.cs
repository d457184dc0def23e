using Sentinel.Cli.Terminals;
using Sentinel.Stores.Specs;
using Sentinel.Testing;

namespace Sentinel.Cli.Testing;

/// <summary>Tests stores one after the other.</summary>
internal sealed class StoreTest(CommandHost host, LinearizabilityOptions options, ITestReport report)
{
    /// <summary>Tests them.</summary>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<StoreSpec> specs)
    {
        try
        {
            return RunAll(specs);
        }
        finally
        {
            // Whatever happens to one store, the document with the others is written.
            report.End();
        }
    }

    private int RunAll(IReadOnlyList<StoreSpec> specs)
    {
        var exit = ExitCode.Success;
        foreach (var spec in specs)
        {
            var result = Run(spec);
            report.Add(spec.Store, result, result.Failure is { } failure ? Save(failure.Counterexample) : null);
            exit = Stronger(exit, host.Interrupted.IsCancellationRequested ? ExitCode.Interrupted : CodeOf(result));
            if (exit == ExitCode.Interrupted)
            {
                break;
            }
        }

        return exit;
    }

    /// <summary>Saves a counterexample if it can: what was found is told all the same, with its token.</summary>
    private string? Save(Counterexample counterexample)
    {
        try
        {
            return counterexample.Save(Path.Combine("Counterexamples", counterexample.Spec));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            host.Error.WriteLine($"sentinel: the counterexample could not be saved: {error.Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }

    private static int CodeOf(LinearizabilityResult result) =>
        result.Failure is not null ? ExitCode.Violation : result.Inconclusive is not null ? ExitCode.Inconclusive : ExitCode.Success;

    /// <summary>A violation outranks an inconclusive result, an interruption everything.</summary>
    private static int Stronger(int left, int right) =>
        left == ExitCode.Interrupted || right == ExitCode.Interrupted ? ExitCode.Interrupted
        : left == ExitCode.Violation || right == ExitCode.Violation ? ExitCode.Violation
        : Math.Max(left, right);

    private LinearizabilityResult Run(StoreSpec spec)
    {
        var latest = new SearchProgress(spec.Store, "starting", 0, 0, "");
        using var progress = new Progress(host, () => $"{spec.Store}: {Describe(latest)}");

        // Not on the thread that the process began with, which can't be kept on the core of the threads under control.
        return Task.Run(() => Linearizability.Run(spec.SpecType, options, new Latest(value => latest = value), host.Interrupted)).GetAwaiter().GetResult();
    }

    private static string Describe(SearchProgress progress) =>
        $"{progress.Activity} {progress.Done:N0}{(progress.Total > 0 ? $" of {progress.Total:N0} programs" : "")}: {progress.Detail}";

    /// <summary>Keeps what it hears last; the display looks at it when it likes.</summary>
    private sealed class Latest(Action<SearchProgress> keep) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => keep(value);
    }
}
