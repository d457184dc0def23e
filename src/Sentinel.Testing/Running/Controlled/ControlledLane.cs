using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>A controlled explorer with the oracles: looks for a schedule of a program that fails. For one caller at a time.</summary>
internal sealed class ControlledLane<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec,
    Judge<TSystem, TState, TCommand, TResult> judge,
    ShadowContext shadow,
    ControlledOptions options,
    Action<RunOutcome<TCommand, TResult>>? recorded = null) : IDisposable
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private const int MostReplays = 3;

    private readonly ControlledExplorer explorer = new(shadow, options);
    private readonly HashSet<DataRaceReport> races = [];
    private readonly HashSet<StoreBufferingReport> storeBuffering = [];
    private readonly HashSet<string> unmodelled = [];
    private Exception? notMade;
    private TimeSpan waited;
    private TimeSpan longest;
    private long judged;

    /// <summary>What a history must fail for; null where any reason will do.</summary>
    public string? OnlyReason { get; init; }

    /// <summary>Schedules run.</summary>
    public long Schedules { get; private set; }

    /// <summary>Histories that could not be decided.</summary>
    public int Undecided { get; private set; }

    /// <summary>Programs of which every schedule was run.</summary>
    public int Completed { get; private set; }

    /// <summary>What the judged runs waited for on the virtual clock.</summary>
    public Waits Waits => new(judged == 0 ? TimeSpan.Zero : waited / judged, longest);

    /// <summary>Data races, store-buffering patterns and calls without a model seen on the way, each once.</summary>
    public IEnumerable<string> Warnings =>
        races.Select(race => race.ToString()).Concat(storeBuffering.Select(pattern => pattern.ToString())).Concat(unmodelled).Order(StringComparer.Ordinal);

    /// <summary>Looks for a failing schedule.</summary>
    public Attempt<TCommand, TResult>? Explore(Program<TCommand> program, CancellationToken cancellation)
    {
        if (TryExplore(program, cancellation) is not { } report)
        {
            return null;
        }

        ThrowIfNotMade();
        Schedules += report.Schedules;
        Completed += report.Complete ? 1 : 0;
        races.UnionWith(report.DataRaces);
        storeBuffering.UnionWith(report.StoreBuffering);
        unmodelled.UnionWith(report.UnmodelledCalls.Select(call => call.Describe()));
        return report.Failure is { } failure ? ToAttempt(program, failure.Run, failure.Finding, cancellation) : null;
    }

    /// <summary>Runs one schedule; gives the attempt where it fails.</summary>
    public Attempt<TCommand, TResult>? Replay(Program<TCommand> program, Schedule schedule, CancellationToken cancellation)
    {
        var run = explorer.Replay(() => MakeOrNote(program), schedule);
        ThrowIfNotMade();
        Schedules++;
        var finding = explorer.Verdict(run, replayed => Reject(replayed, program.Branches.Length, cancellation));
        return finding is null ? null : ToAttempt(program, run, finding, cancellation);
    }

    /// <summary>A failure that its own schedule did not show again, as what it is: the code does not do the same each time.</summary>
    public Attempt<TCommand, TResult> ToDiverged(Attempt<TCommand, TResult> failing)
    {
        Scheduling.Finding original = failing.Judgement.Finding switch
        {
            Finding.Controlled { Found: var found } => found,
            var finding => new Scheduling.Finding.Rejected(finding!.Reason, finding.Sentence),
        };
        if (original is Scheduling.Finding.Diverged)
        {
            return failing;
        }

        IReadOnlyList<InterleavingRow> other = failing.Interleaving;
        for (var times = 0; times < MostReplays && other.SequenceEqual(failing.Interleaving); times++)
        {
            // It differs now and then, or it would not have come to this.
            var run = explorer.Replay(() => MakeOrNote(failing.Program), ((RunDecisions.Controlled)failing.Decisions).Schedule);
            ThrowIfNotMade();
            Schedules++;
            other = explorer.Interleaving(run);
        }

        var difference = FirstDifference(failing.Interleaving, other);
        return failing with { Judgement = new(new Finding.Controlled(new Scheduling.Finding.Diverged(original, difference)), null) };
    }

    public void Dispose() => explorer.Dispose();

    /// <summary>Nothing where the user gave up: what was found so far is still worth telling.</summary>
    private ExplorationReport? TryExplore(Program<TCommand> program, CancellationToken cancellation)
    {
        try
        {
            return explorer.Explore(() => MakeOrNote(program), run => Reject(run, program.Branches.Length, cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private ControlledSystemRun<TSystem, TState, TCommand, TResult> MakeOrNote(Program<TCommand> program)
    {
        try
        {
            // Under control: whatever the system's constructor does is part of the run.
            return new(spec, program);
        }
        catch (Exception exception) when (exception is not ScheduleAbortedException)
        {
            // A run that the scheduler ended has a finding of its own: a call without a model in the constructor, a deadlock there.
            notMade = exception;
            throw;
        }
    }

    private void ThrowIfNotMade()
    {
        if (notMade is not null)
        {
            throw SystemUnderTestException.OfCreate(spec.Name, notMade);
        }
    }

    private Scheduling.Finding.Rejected? Reject(ControlledRun run, int branches, CancellationToken cancellation)
    {
        if (ControlledSystemRun<TSystem, TState, TCommand, TResult>.DisposalError(run) is { } error)
        {
            throw SystemUnderTestException.OfDispose(spec.Name, error);
        }

        judged++;
        waited += run.Waited;
        longest = run.Waited > longest ? run.Waited : longest;
        var outcome = Outcome(run, branches);
        recorded?.Invoke(outcome);
        var judgement = judge.Of(outcome, cancellation);
        Undecided += judgement.Undecided is null ? 0 : 1;
        return judgement.Finding is { } finding && (OnlyReason ?? finding.Reason) == finding.Reason
            ? new Scheduling.Finding.Rejected(finding.Reason, finding.Sentence)
            : null;
    }

    private static bool IsDataRace(Scheduling.Finding finding) =>
        finding is Scheduling.Finding.DataRace or Scheduling.Finding.Diverged { Original: Scheduling.Finding.DataRace };

    private static string FirstDifference(IReadOnlyList<InterleavingRow> first, IReadOnlyList<InterleavingRow> second)
    {
        var same = first.Zip(second).TakeWhile(rows => rows.First == rows.Second).Count();
        return (same < first.Count, same < second.Count) switch
        {
            (false, false) => "the accesses agree, the outcome does not",
            (true, true) => $"step {same}: {Place(first[same])}, then {Place(second[same])}",
            _ => $"after step {same} one run ends",
        };

        static string Place(InterleavingRow row) =>
            $"thread {row.Thread} at {row.What} in {row.Method}" + (row.Line > 0 ? $" ({row.File}:{row.Line})" : "");
    }

    private static RunOutcome<TCommand, TResult> Outcome(ControlledRun run, int branches) =>
        new(ControlledSystemRun<TSystem, TState, TCommand, TResult>.ToHistory(run, branches));

    private Attempt<TCommand, TResult> ToAttempt(Program<TCommand> program, ControlledRun run, Scheduling.Finding finding, CancellationToken cancellation)
    {
        var outcome = Outcome(run, program.Branches.Length);
        var judgement = finding is Scheduling.Finding.Rejected ? judge.Of(outcome, cancellation) : new(new Finding.Controlled(finding), null);
        return new(program, outcome, judgement, new RunDecisions.Controlled(run.Schedule, shadow.Included, IsDataRace(finding)))
        {
            Interleaving = explorer.Interleaving(run),
            Preemptions = run.Preemptions,
        };
    }
}
