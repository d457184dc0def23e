using System.Diagnostics;

namespace Sentinel.Testing;

/// <summary>Makes a failing program small: takes the first simpler program that fails for the same reason, until there is none.</summary>
/// <remarks>A candidate that fails for another reason is kept for the case that none fails for the same one.</remarks>
internal sealed class Shrinker<TCommand, TResult>(
    ICandidateTester<TCommand, TResult> tester, ArgumentShrinker<TCommand> arguments, TimeSpan budget, Action<ShrinkSummary> progress)
    where TCommand : notnull
{
    private readonly long started = Stopwatch.GetTimestamp();
    private int candidates;

    public (Attempt<TCommand, TResult> Shrunk, ReproductionRate Rate, ShrinkSummary Summary) Shrink(
        Attempt<TCommand, TResult> failing, CancellationToken cancellation)
    {
        var current = failing;
        // A program that hangs costs a deadline and its threads at every run: it is reported as it is.
        if (failing.Judgement.Finding is not Finding.Hang)
        {
            tester.Measure(current, () => IsOver(cancellation), cancellation);
            while (FindSmaller(current, cancellation) is { } smaller)
            {
                current = smaller;
                tester.Measure(current, () => IsOver(cancellation), cancellation);
                progress(Summary(failing.Program, current.Program));
            }
        }

        var (plainest, rate) = tester.Confirm(current, cancellation);
        return (plainest, rate, Summary(failing.Program, current.Program));
    }

    private bool IsOver(CancellationToken cancellation) => cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(started) > budget;

    private Attempt<TCommand, TResult>? FindSmaller(Attempt<TCommand, TResult> current, CancellationToken cancellation)
    {
        Attempt<TCommand, TResult>? otherReason = null;
        foreach (var candidate in ProgramCandidates.Of(current.Program, arguments))
        {
            if (IsOver(cancellation))
            {
                return null;
            }

            candidates++;
            var failure = tester.FindFailure(candidate, current, () => IsOver(cancellation), cancellation);
            if (failure?.Judgement.Finding!.Reason == current.Judgement.Finding!.Reason)
            {
                return failure;
            }

            otherReason ??= failure;
        }

        return otherReason is not null && otherReason.Program.Count < current.Program.Count ? otherReason : null;
    }

    private ShrinkSummary Summary(Program<TCommand> before, Program<TCommand> after) => new()
    {
        OperationsBefore = before.Count,
        OperationsAfter = after.Count,
        ProcessesBefore = Math.Max(1, before.Branches.Length),
        Candidates = candidates,
        Elapsed = Stopwatch.GetElapsedTime(started),
    };
}
