using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>A scheduler decides at every point: each program runs under many schedules, and a failure replays exactly.</summary>
internal sealed class ControlledTier<TSystem, TState, TCommand, TResult> : ITier<TCommand, TResult>
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    /// <summary>Schedules of a candidate for a smaller failure, beside the one that failed before: nearly all that fail, fail in these.</summary>
    private const int FewSchedules = 20;

    /// <summary>Schedules of a candidate that is about to be given up.</summary>
    private const int ManySchedules = 120;

    /// <summary>Schedules of a program that is known to fail: somebody waits for it.</summary>
    private const int SchedulesOfAToken = 1_000;

    /// <summary>Runs to make the schedule of a program or a candidate plainer. It need not be plain yet, but what deviates little replays well on the next one.</summary>
    private const int RunsForASchedule = 60;

    /// <summary>Schedules of a shrunk program, with few pre-emptions: as a rule all of them.</summary>
    private const int AllOfASmallProgram = 2_000;

    private readonly CommandSpec<TSystem, TState, TCommand, TResult> spec;
    private readonly LinearizabilityOptions options;
    private readonly ShadowContext shadow;
    private readonly Judge<TSystem, TState, TCommand, TResult> judge;
    private readonly ControlledLane<TSystem, TState, TCommand, TResult> lane;

    public ControlledTier(
        CommandSpec<TSystem, TState, TCommand, TResult> spec,
        LinearizabilityOptions options,
        ShadowContext shadow,
        Action<RunOutcome<TCommand, TResult>> recorded)
    {
        this.spec = spec;
        this.options = options;
        this.shadow = shadow;
        judge = new(spec, options.Check, options.Deadline);
        lane = NewLane(Settings(options.SchedulesPerProgram) with { ShrinkRuns = RunsForASchedule }, recorded);
    }

    public string Name => TierNames.Controlled;

    public int Undecided => lane.Undecided;

    public bool HasTightIntervals => true;

    public Attempt<TCommand, TResult>? Try(Program<TCommand> program, ulong number, CancellationToken cancellation) => lane.Explore(program, cancellation);

    public (Attempt<TCommand, TResult>? Failing, ReproductionRate Rate) Replay(
        Program<TCommand> program, RunDecisions decisions, bool thorough, CancellationToken cancellation)
    {
        var settings = Settings(thorough ? SchedulesOfAToken : ManySchedules);
        var failsOnDataRace = decisions is RunDecisions.Controlled { FailsOnDataRace: true };
        using var search = NewLane(failsOnDataRace ? settings with { DataRaces = DataRaceMode.Fail } : settings, null);
        if (decisions is RunDecisions.Controlled { Schedule: var schedule })
        {
            var exact = failsOnDataRace ? search : lane;

            // Twice: what is deterministic fails both times, or never.
            var first = exact.Replay(program, schedule, cancellation);
            var second = exact.Replay(program, schedule, cancellation);
            if (first is not null || second is not null || !thorough)
            {
                return (Agreed(exact, first, second, cancellation), new((first is null ? 0 : 1) + (second is null ? 0 : 1), 2));
            }
        }

        var failing = search.Explore(program, cancellation);
        var rate = new ReproductionRate(failing is null ? 0 : 1, (int)search.Schedules);
        return (failing is null ? null : failing with { IsOfAnotherSchedule = decisions is RunDecisions.Controlled }, rate);
    }

    /// <summary>What two replays of one schedule show; where they differ, that is it, not what one of them shows. A cancelled one says nothing.</summary>
    private static Attempt<TCommand, TResult>? Agreed(
        ControlledLane<TSystem, TState, TCommand, TResult> lane,
        Attempt<TCommand, TResult>? first,
        Attempt<TCommand, TResult>? second,
        CancellationToken cancellation) =>
        (first ?? second) is { } shown && first?.Judgement.Finding?.Reason != second?.Judgement.Finding?.Reason && !cancellation.IsCancellationRequested
            ? lane.ToDiverged(shown)
            : first ?? second;

    public Judgement Judge(RunOutcome<TCommand, TResult> recorded, CancellationToken cancellation) => judge.Of(recorded, cancellation);

    public ICandidateTester<TCommand, TResult> NewTester() => new ControlledCandidateTester<TSystem, TState, TCommand, TResult>(
        NewLane(Settings(FewSchedules) with { ShrinkRuns = RunsForASchedule }, null),
        NewLane(Settings(ManySchedules) with { ShrinkRuns = RunsForASchedule }, null),
        (bound, reason) => NewLane(Settings(AllOfASmallProgram) with { Strategy = Strategy.DepthFirst, PreemptionBound = bound }, null, reason));

    public LinearizabilityResult Describe(LinearizabilityResult result) => result with
    {
        Schedules = lane.Schedules,
        Completed = lane.Completed,
        Warnings = [.. lane.Warnings],
        Waits = lane.Waits,
    };

    public void Dispose() => lane.Dispose();

    private ControlledLane<TSystem, TState, TCommand, TResult> NewLane(
        ControlledOptions settings, Action<RunOutcome<TCommand, TResult>>? recorded, string? onlyReason = null) =>
        new(spec, judge, shadow, settings, recorded) { OnlyReason = onlyReason };

    private ControlledOptions Settings(int schedules) => new()
    {
        Schedules = schedules,
        Seed = options.Seed,
        DataRaces = options.DataRaces,
        AllowedRaces = options.AllowedRaces,
        TimersAsChoices = options.TimersAsChoices,
        InlineContinuationsAsChoices = options.InlineContinuationsAsChoices,
        FailOnUnmodelled = options.FailOnUnmodelled,
    };
}
