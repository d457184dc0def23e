namespace Sentinel.Testing;

/// <summary>Candidates under the scheduler: the failing schedule first, then a bounded search.</summary>
internal sealed class ControlledCandidateTester<TSystem, TState, TCommand, TResult>(
    ControlledLane<TSystem, TState, TCommand, TResult> quickLane,
    ControlledLane<TSystem, TState, TCommand, TResult> thoroughLane,
    Func<int, string, ControlledLane<TSystem, TState, TCommand, TResult>> boundedLane)
    : ICandidateTester<TCommand, TResult>
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private const int MostPreemptions = 2;

    /// <summary>Programs without a failing schedule, and how it was looked for: the same schedules again would bring the same.</summary>
    private readonly HashSet<(Program<TCommand> Program, ShrinkEffort Effort)> explored = [];

    public bool ReplaysExactly => true;

    public void Measure(Attempt<TCommand, TResult> current, Func<bool> isOver, CancellationToken cancellation)
    {
        // Nothing to measure: a schedule that fails, fails every time.
    }

    public Attempt<TCommand, TResult>? FindFailure(
        Program<TCommand> candidate, Attempt<TCommand, TResult> current, ShrinkEffort effort, Func<bool> isOver, CancellationToken cancellation)
    {
        var lane = effort == ShrinkEffort.Thorough ? thoroughLane : quickLane;
        var replayed = current.Decisions is RunDecisions.Controlled { Schedule: var schedule } ? lane.Replay(candidate, schedule, cancellation) : null;
        if (effort == ShrinkEffort.Replay || replayed?.Judgement.Finding?.Reason == current.Judgement.Finding!.Reason
            || explored.Contains((candidate, effort)))
        {
            return replayed;
        }

        var found = lane.Explore(candidate, cancellation);
        if (found is null)
        {
            explored.Add((candidate, effort));
        }

        // An operation less for a deeper interleaving is nothing gained.
        return found is null || found.Preemptions > Math.Max(MostPreemptions, current.Preemptions) ? replayed : found;
    }

    /// <summary>The failure with as few pre-emptions as can be, replayed twice more.</summary>
    public (Attempt<TCommand, TResult> Plainest, ReproductionRate Rate) Confirm(Attempt<TCommand, TResult> shrunk, CancellationToken cancellation)
    {
        using var lane = quickLane;
        using var unused = thoroughLane;
        var plainest = FewestPreemptions(shrunk, cancellation) ?? shrunk;
        var schedule = ((RunDecisions.Controlled)plainest.Decisions).Schedule;
        const int Times = 2;
        var again = Enumerable.Range(0, Times).Count(_ =>
            lane.Replay(plainest.Program, schedule, cancellation)?.Judgement.Finding?.Reason == plainest.Judgement.Finding!.Reason);
        // Nothing that is exact fails once and not again on the same choices; a cancelled replay says nothing.
        return (again == Times || cancellation.IsCancellationRequested ? plainest : lane.ToDiverged(plainest), new(again, Times));
    }

    private Attempt<TCommand, TResult>? FewestPreemptions(Attempt<TCommand, TResult> shrunk, CancellationToken cancellation)
    {
        var reason = shrunk.Judgement.Finding!.Reason;
        for (var bound = 0; bound <= Math.Min(shrunk.Preemptions, MostPreemptions) && !cancellation.IsCancellationRequested; bound++)
        {
            using var bounded = boundedLane(bound, reason);
            if (bounded.Explore(shrunk.Program.WithOrderedBranches(), cancellation) is { } plainest && plainest.Judgement.Finding!.Reason == reason)
            {
                return plainest;
            }
        }

        return null;
    }
}
