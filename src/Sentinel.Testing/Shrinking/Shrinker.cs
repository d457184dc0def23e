using System.Diagnostics;

namespace Sentinel.Testing;

/// <summary>Makes a failing program small, although it does not fail every time.</summary>
/// <remarks>
/// A candidate counts as passing only after R runs without a failure, R being such that a candidate that fails a quarter as often
/// as the present program (fewer operations, fewer chances) is missed with a probability under 1 %. The rate is measured, and
/// measured again as the program shrinks.
/// A candidate has to fail for the same reason; one that fails for another is kept for the case that none does.
/// </remarks>
internal sealed class Shrinker<TSystem, TState, TCommand, TResult>(
    Lane<TSystem, TState, TCommand, TResult> lane, ArgumentShrinker<TCommand> arguments, TimeSpan budget, Action<ShrinkSummary> progress)
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private const double MissProbability = 0.01;
    private const double RateOfACandidate = 0.25;
    private const int FewestRuns = 100;
    private const int MostRuns = 20_000;
    private const int MeasuredRuns = 500;

    private readonly long started = Stopwatch.GetTimestamp();
    private int candidates;
    private long runs;

    public (Attempt<TCommand, TResult> Shrunk, ReproductionRate Rate, ShrinkSummary Summary) Shrink(
        Attempt<TCommand, TResult> failing, CancellationToken cancellation)
    {
        var current = failing;
        // A program that hangs costs a deadline and its threads at every run: it is reported as it is.
        if (failing.Judgement.Finding is not Finding.Hang)
        {
            var needed = RunsNeeded(failing.Program, failing, cancellation);
            while (FindSmaller(current, needed, cancellation) is { } smaller)
            {
                current = smaller;
                needed = RunsNeeded(smaller.Program, smaller, cancellation);
                progress(Summary(failing.Program, current.Program));
            }
        }

        // Many more runs of what is reported; the rate is part of the report. The delays derive from 0, so that equal failures have
        // equal tokens and files.
        var canonical = current.Program.WithOrderedBranches();
        var (again, rate, _) = lane.Repeat(canonical, 0, MeasuredRuns, MostRuns, cancellation);
        return (again ?? current, rate, Summary(failing.Program, current.Program));
    }

    private bool IsOver(CancellationToken cancellation) => cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(started) > budget;

    private Attempt<TCommand, TResult>? FindSmaller(Attempt<TCommand, TResult> current, int needed, CancellationToken cancellation)
    {
        Attempt<TCommand, TResult>? otherReason = null;
        foreach (var candidate in ProgramCandidates.Of(current.Program, arguments))
        {
            if (IsOver(cancellation))
            {
                return null;
            }

            candidates++;
            if (TryFail(candidate, current, needed, ref otherReason, cancellation) is { } smaller)
            {
                return smaller;
            }
        }

        return otherReason is not null && otherReason.Program.Count < current.Program.Count ? otherReason : null;
    }

    private Attempt<TCommand, TResult>? TryFail(
        Program<TCommand> candidate, Attempt<TCommand, TResult> current, int needed, ref Attempt<TCommand, TResult>? otherReason, CancellationToken cancellation)
    {
        // A program with one branch is sequential: one run says it all.
        var most = candidate.Branches.Length <= 1 ? 1 : needed;
        for (var i = 0; i < most && !IsOver(cancellation); i++)
        {
            runs++;
            var attempt = lane.Attempt(candidate, i == 0 ? current.Noise : SplitMix.Mix(current.Noise, (ulong)i), cancellation);
            if (attempt.Judgement.Finding is not { } finding)
            {
                continue;
            }

            if (finding.Reason == current.Judgement.Finding!.Reason)
            {
                return attempt;
            }

            otherReason ??= attempt;
            if (finding is Finding.Hang)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>R with (1 − p)^R under 1 %, where p is a quarter of the rate measured over five failures, or as many runs as we can afford.</summary>
    private int RunsNeeded(Program<TCommand> program, Attempt<TCommand, TResult> failing, CancellationToken cancellation)
    {
        var (failures, done) = (0, 0);
        while (failures < 5 && done < MostRuns && !IsOver(cancellation))
        {
            done++;
            var attempt = lane.Attempt(program, SplitMix.Mix(failing.Noise + 1, (ulong)done), cancellation);
            failures += attempt.Judgement.Finding?.Reason == failing.Judgement.Finding!.Reason ? 1 : 0;
        }

        runs += done;
        var rate = RateOfACandidate * Math.Max(1, failures) / Math.Max(1, done);
        return (int)Math.Clamp(Math.Ceiling(Math.Log(MissProbability) / Math.Log(1 - rate)), FewestRuns, MostRuns);
    }

    private ShrinkSummary Summary(Program<TCommand> before, Program<TCommand> after) => new()
    {
        OperationsBefore = before.Count,
        OperationsAfter = after.Count,
        ProcessesBefore = Math.Max(1, before.Branches.Length),
        ProcessesAfter = Math.Max(1, after.Branches.Length),
        Candidates = candidates,
        Runs = runs,
        Elapsed = Stopwatch.GetElapsedTime(started),
    };
}
