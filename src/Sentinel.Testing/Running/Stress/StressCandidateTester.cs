using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>Candidates under real threads: the failure may hide, so a candidate is run often enough.</summary>
/// <remarks>
/// A candidate counts as passing only after R runs without a failure, R being such that a candidate that fails a quarter as often
/// as the present program (fewer operations, fewer chances) is missed with a probability under 1 %. The rate is measured, and
/// measured again as the program shrinks.
/// </remarks>
internal sealed class StressCandidateTester<TSystem, TState, TCommand, TResult>(StressLane<TSystem, TState, TCommand, TResult> lane)
    : ICandidateTester<TCommand, TResult>
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private const double MissProbability = 0.01;
    private const double RateOfACandidate = 0.25;
    private const int FewestRuns = 100;

    /// <summary>A quick look finds a candidate that fails as often as the present program with a probability of some 98 %.</summary>
    private const int QuickShare = 5;

    private const int MostRuns = 20_000;
    private const int MeasuredRuns = 500;

    private int needed = FewestRuns;

    public bool ReplaysExactly => false;

    /// <summary>R with (1 − p)^R under 1 %, where p is a quarter of the rate measured over five failures, or as many runs as we can afford.</summary>
    public void Measure(Attempt<TCommand, TResult> current, Func<bool> isOver, CancellationToken cancellation)
    {
        var (failures, done) = (0, 0);
        while (failures < 5 && done < MostRuns && !isOver())
        {
            done++;
            var attempt = lane.Attempt(current.Program, SplitMix.Mix(NoiseOf(current) + 1, (ulong)done), cancellation);
            failures += attempt.Judgement.Finding?.Reason == current.Judgement.Finding!.Reason ? 1 : 0;
        }

        var rate = RateOfACandidate * Math.Max(1, failures) / Math.Max(1, done);
        needed = (int)Math.Clamp(Math.Ceiling(Math.Log(MissProbability) / Math.Log(1 - rate)), FewestRuns, MostRuns);
    }

    public Attempt<TCommand, TResult>? FindFailure(
        Program<TCommand> candidate, Attempt<TCommand, TResult> current, ShrinkEffort effort, Func<bool> isOver, CancellationToken cancellation)
    {
        Attempt<TCommand, TResult>? otherReason = null;
        // A program with one branch is sequential: one run says it all.
        var most = candidate.Branches.Length <= 1 ? 1 : effort == ShrinkEffort.Thorough ? needed : Math.Max(FewestRuns, needed / QuickShare);
        for (var i = 0; i < most && !isOver(); i++)
        {
            var attempt = lane.Attempt(candidate, i == 0 ? NoiseOf(current) : SplitMix.Mix(NoiseOf(current), (ulong)i), cancellation);
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
                break;
            }
        }

        return otherReason;
    }

    /// <summary>Many more runs of what is reported; the rate is part of the report. The delays derive from 0, so that equal failures
    /// have equal tokens and files.</summary>
    public (Attempt<TCommand, TResult> Plainest, ReproductionRate Rate) Confirm(Attempt<TCommand, TResult> shrunk, CancellationToken cancellation)
    {
        var (plainest, rate, _) = lane.Repeat(shrunk.Program.WithOrderedBranches(), 0, MeasuredRuns, MostRuns, cancellation);
        return ((plainest ?? shrunk) with { Decisions = new RunDecisions.Stress(0) }, rate);
    }

    private static ulong NoiseOf(Attempt<TCommand, TResult> attempt) => attempt.Decisions is RunDecisions.Stress stress ? stress.Noise : 0;
}
