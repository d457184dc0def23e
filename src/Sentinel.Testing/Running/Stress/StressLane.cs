using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>A stress runner with its judge. For one caller at a time.</summary>
internal sealed class StressLane<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec, LinearizabilityOptions options) : IDisposable
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    /// <summary>After this many hangs a program is not run again: each costs its threads.</summary>
    private const int MostHangs = 2;

    private readonly StressRunner<TSystem, TState, TCommand, TResult> runner = new(spec, options.Deadline);
    private readonly Judge<TSystem, TState, TCommand, TResult> judge = new(spec, options.Check, options.Deadline);

    public Attempt<TCommand, TResult> Attempt(Program<TCommand> program, ulong noise, CancellationToken cancellation)
    {
        var run = runner.Run(program, noise);
        return new(program, run, judge.Of(run, cancellation), new RunDecisions.Stress(noise));
    }

    public Judgement Judge(RunOutcome<TCommand, TResult> run, CancellationToken cancellation) => judge.Of(run, cancellation);

    /// <summary>Runs a program many times; gives the plainest failing run and how many failed.</summary>
    /// <param name="program">The program.</param>
    /// <param name="noise">The delays of the first run; those of the others derive from it.</param>
    /// <param name="runs">How many times.</param>
    /// <param name="mostRuns">How many times where fewer than two runs failed: a rare failure needs more to be seen again.</param>
    /// <param name="cancellation">Ends it early.</param>
    public (Attempt<TCommand, TResult>? Failing, ReproductionRate Rate, int Undecided) Repeat(
        Program<TCommand> program, ulong noise, int runs, int mostRuns, CancellationToken cancellation)
    {
        Attempt<TCommand, TResult>? first = null;
        var (failures, undecided, hangs, done) = (0, 0, 0, 0);
        while ((done < runs || (failures < 2 && done < mostRuns)) && hangs < MostHangs && !cancellation.IsCancellationRequested)
        {
            // The first run has the very delays of the run that failed, the others their own.
            var attempt = Attempt(program, done == 0 ? noise : SplitMix.Mix(noise, (ulong)done), cancellation);
            done++;
            undecided += attempt.Judgement.Undecided is null ? 0 : 1;
            if (attempt.Judgement.Finding is { } finding)
            {
                failures++;
                first = first is null || IsPlainer(attempt, first) ? attempt : first;
                hangs += finding is Finding.Hang ? 1 : 0;
            }
        }

        return (first, new(failures, done), undecided);
    }

    /// <summary>Of several recordings of one failure the same one is shown whenever it occurs: the one whose events come in the first order.</summary>
    private static bool IsPlainer(Attempt<TCommand, TResult> attempt, Attempt<TCommand, TResult> than) =>
        string.CompareOrdinal(Shape(attempt), Shape(than)) < 0;

    private static string Shape(Attempt<TCommand, TResult> attempt)
    {
        var history = attempt.Run.History;
        var events = history.Select(operation => (operation.Interval.Invocation, Text: $"{operation.Process}({operation.Input}"))
            .Concat(history.Select(operation => (operation.Interval.Response, Text: $"{operation.Process}){operation.Outcome}")));
        return string.Join(' ', events.OrderBy(item => item.Item1).Select(item => item.Text));
    }

    public void Dispose() => runner.Dispose();
}
