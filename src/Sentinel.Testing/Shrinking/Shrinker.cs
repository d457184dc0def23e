using System.Diagnostics;

namespace Sentinel.Testing;

/// <summary>Makes a failing program small: takes the first simpler program that fails for the same reason, until there is none.</summary>
/// <remarks>
/// Rejecting costs much more than accepting, so candidates get the same schedule first, where there is one, then a quick look, and a thorough one when nothing is left to be gained
/// so. After each success the search goes on where it was, since what was rejected just before will rarely fail now; it ends after a
/// whole round without success. The smallest candidate that fails for another reason is kept for the case that none fails for the same one.
/// </remarks>
internal sealed class Shrinker<TCommand, TResult>(
    ICandidateTester<TCommand, TResult> tester, ArgumentShrinker<TCommand> arguments, TimeSpan budget, Action<ShrinkSummary> progress)
    where TCommand : notnull
{
    private readonly long started = Stopwatch.GetTimestamp();
    private int candidates;
    private Attempt<TCommand, TResult>? otherReason;

    public (Attempt<TCommand, TResult> Shrunk, ReproductionRate Rate, ShrinkSummary Summary) Shrink(
        Attempt<TCommand, TResult> failing, CancellationToken cancellation)
    {
        var current = failing;
        // A program that hangs costs a deadline and its threads at every run: it is reported as it is.
        if (failing.Judgement.Finding is not Finding.Hang)
        {
            tester.Measure(current, () => IsOver(cancellation), cancellation);
            current = Minimise(current, smaller => progress(Summary(failing.Program, smaller.Program)), cancellation);
        }

        var (plainest, rate) = tester.Confirm(current, cancellation);
        return (plainest, rate, Summary(failing.Program, current.Program));
    }

    private bool IsOver(CancellationToken cancellation) => cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(started) > budget;

    private Attempt<TCommand, TResult> Minimise(
        Attempt<TCommand, TResult> current, Action<Attempt<TCommand, TResult>> taken, CancellationToken cancellation)
    {
        for (var before = default(Attempt<TCommand, TResult>); current != before && !IsOver(cancellation);)
        {
            before = current;
            if (tester.ReplaysExactly)
            {
                current = Reduce(current, Every, ShrinkEffort.Replay, taken, cancellation);
            }

            current = Reduce(current, ProgramCandidates.Smaller, ShrinkEffort.Quick, taken, cancellation);
            current = Reduce(current, Simpler, ShrinkEffort.Quick, taken, cancellation);
            if (current == before && otherReason is null)
            {
                current = Reduce(current, ProgramCandidates.WithoutTwo, ShrinkEffort.Quick, taken, cancellation);
                current = Reduce(current, Joined, ShrinkEffort.Quick, taken, cancellation);
                current = Reduce(current, ProgramCandidates.Smaller, ShrinkEffort.Thorough, taken, cancellation);
            }

            if (current == before && otherReason is not null)
            {
                // The same mistake, as a rule, seen at another operation.
                (current, otherReason) = (otherReason, null);
            }
        }

        return current;
    }

    private IEnumerable<Program<TCommand>> Every(Program<TCommand> program) => ProgramCandidates.Of(program, arguments);

    private IEnumerable<Program<TCommand>> Joined(Program<TCommand> program) => ProgramCandidates.Joined(program, arguments);

    private IEnumerable<Program<TCommand>> Simpler(Program<TCommand> program) => ProgramCandidates.Simpler(program, arguments);

    /// <summary>Takes candidates as long as a round brings one that fails.</summary>
    private Attempt<TCommand, TResult> Reduce(
        Attempt<TCommand, TResult> current,
        Func<Program<TCommand>, IEnumerable<Program<TCommand>>> simpler,
        ShrinkEffort effort,
        Action<Attempt<TCommand, TResult>> taken,
        CancellationToken cancellation)
    {
        List<Program<TCommand>> programs = [.. simpler(current.Program)];
        for (var (at, rejected) = (0, 0); rejected < programs.Count && !IsOver(cancellation);)
        {
            candidates++;
            var failure = tester.FindFailure(programs[at], current, effort, () => IsOver(cancellation), cancellation);
            if (failure?.Judgement.Finding!.Reason == current.Judgement.Finding!.Reason)
            {
                current = failure!;
                otherReason = null;
                tester.Measure(current, () => IsOver(cancellation), cancellation);
                taken(current);
                programs = [.. simpler(current.Program)];
                (at, rejected) = (programs.Count == 0 ? 0 : at % programs.Count, 0);
                continue;
            }

            if (failure is not null && failure.Program.Count < (otherReason ?? current).Program.Count)
            {
                otherReason = failure;
            }

            (at, rejected) = ((at + 1) % programs.Count, rejected + 1);
        }

        return current;
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
