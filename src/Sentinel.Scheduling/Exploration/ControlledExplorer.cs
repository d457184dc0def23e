using System.Globalization;

namespace Sentinel.Scheduling;

/// <summary>Runs schedules of a program one after the other, and replays the ones that fail.</summary>
/// <remarks>
/// The entry to controlled execution. The factory is called once a schedule, under control, and must build everything anew from
/// types of the rewritten copy. The judge is called after each schedule, not under control, on the caller's thread.
/// Not thread-safe: one exploration at a time on one explorer, and on one <see cref="ShadowContext"/>. The points learned on one
/// program are kept for the next.
/// </remarks>
public sealed class ControlledExplorer : IDisposable
{
    private const int MaxAbandoned = 32;

    private readonly ShadowContext _shadow;
    private readonly ControlledOptions _options;
    private readonly Lane _lane;
    private readonly HashSet<string> _allowed;
    private bool[] _promoted = [];

    /// <summary>An explorer over one rewritten copy of the code.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ControlledExplorer(ShadowContext shadow, ControlledOptions options)
    {
        ArgumentNullException.ThrowIfNull(shadow);
        ArgumentNullException.ThrowIfNull(options);
        _shadow = shadow;
        _options = options;
        _lane = new Lane(shadow.Statics);
        _allowed = [.. options.AllowedRaces];
    }

    /// <summary>OS threads given up so far, because the code on them could not be unwound. The search ends when they are too many.</summary>
    public int LostThreads => _lane.Abandoned;

    /// <summary>Looks for a schedule that the scheduler or the judge rejects.</summary>
    /// <param name="factory">Makes the program; called under control, once a schedule.</param>
    /// <param name="judge">Says what is wrong with a run that had no finding of its own; null for nothing.</param>
    /// <param name="cancellation">Ends the search between two schedules.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public ExplorationReport Explore(
        Func<IControlledProgram> factory,
        Func<ControlledRun, Finding?> judge,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(judge);
        using var driver = _lane.Drive();
        var source = new ScheduleSource(_options);
        var races = new HashSet<DataRaceReport>();
        var buffering = new HashSet<StoreBufferingReport>();
        var unmodelled = new HashSet<Finding.Unmodelled>();
        var (schedules, learning, points) = (0, 0, 0L);
        var started = _options.Clock.GetTimestamp();
        ExplorationReport Report(string ended, ControlledFailure? failure) => new()
        {
            Failure = failure,
            Schedules = schedules,
            LearningRuns = learning,
            Points = points,
            Complete = source.Complete && failure is null,
            Ended = ended,
            DataRaces = _options.DataRaces == DataRaceMode.Ignore ? [] : [.. races],
            StoreBuffering = [.. buffering],
            UnmodelledCalls = [.. unmodelled],
        };

        while (schedules < _options.Schedules && !source.Exhausted)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_options.TimeBudget is { } budget && _options.Clock.GetElapsedTime(started) > budget)
            {
                return Report("the time budget is spent", null);
            }

            var run = _lane.Run(factory, source.Next(), Settings(), out var promotions);
            if (promotions.Count > 0)
            {
                learning++;
                Promote(promotions);
                source.Restart();
                continue;
            }

            schedules++;
            points += run.Points;
            races.UnionWith(run.DataRaces);
            buffering.UnionWith(run.StoreBuffering);
            unmodelled.UnionWith(run.UnmodelledCalls);
            if (Verdict(run, judge) is { } finding)
            {
                return Report("a failure was found", Confirm(factory, judge, run, finding));
            }

            if (_lane.Abandoned > MaxAbandoned)
            {
                return Report("too many threads could not be unwound", null);
            }

            source.Ran(run.Points, run.ForcedYields > 0);
        }

        return Report(
            source.Complete ? "every schedule was run"
                : source is { Exhausted: true, NotDeterministic: true } ? "the code is not deterministic, so its schedules cannot be gone through"
                : source.Exhausted ? "every schedule within the bound was run"
                : "the schedule budget is spent",
            null);
    }

    /// <summary>Runs one schedule again, with its trace.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ControlledRun Replay(Func<IControlledProgram> factory, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(schedule);
        using var driver = _lane.Drive();
        return Replay(factory, schedule, recording: true);
    }

    /// <summary>The rows of a replayed run: every access in the branches, in the order in which they happened.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    public IReadOnlyList<InterleavingRow> Interleaving(ControlledRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. run.Trace.Where(e => e.Site != 0).Select(Row)];
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose() => _lane.Dispose();

    private InterleavingRow Row(TraceEntry entry)
    {
        var site = _shadow.Sites[entry.Site];
        var verb = site.Kind switch
        {
            SiteKind.Read or SiteKind.Acquire => "read ",
            SiteKind.Write or SiteKind.Release => "write ",
            SiteKind.Control => "call ",
            _ => "",
        };
        var what = site.Call.Length > 0 ? Readable(site.Call) : site.Kind == SiteKind.Control ? Readable(verb + site.Member) : verb + site.Member;
        return new InterleavingRow(entry.Branch, entry.Thread, what, site.Method, site.File, site.Line, entry.Switched, entry.Preempted);
    }

    /// <summary>Accessors as their users write them: "List[…] =", "Queue.Count".</summary>
    private static string Readable(string call) => call
        .Replace(".get_Item", "[…]", StringComparison.Ordinal)
        .Replace(".set_Item", "[…] =", StringComparison.Ordinal)
        .Replace(".get_", ".", StringComparison.Ordinal)
        .Replace(".set_", ".", StringComparison.Ordinal);

    /// <summary>What a run counts as: what the scheduler found, then a data race where that is a failure, then what the judge says.</summary>
    internal Finding? Verdict(ControlledRun run, Func<ControlledRun, Finding?> judge)
    {
        if (run.Finding is not null)
        {
            return run.Finding;
        }

        return _options.DataRaces == DataRaceMode.Fail && run.DataRaces.Count > 0 ? new Finding.DataRace(run.DataRaces[0]) : judge(run);
    }

    private ControlledFailure Confirm(Func<IControlledProgram> factory, Func<ControlledRun, Finding?> judge, ControlledRun run, Finding finding)
    {
        var found = run.Schedule;
        var left = _options.ShrinkRuns;
        bool Fails(IChooser chooser, out ControlledRun again)
        {
            left--;
            again = _lane.Run(factory, chooser, Settings(found, recording: false), out _);
            return Verdict(again, judge)?.Kind == finding.Kind;
        }

        // Each run that hangs costs its whole time and a thread.
        var shrunk = found;
        if (finding is not Finding.Hang)
        {
            shrunk = ScheduleShrinker.Shrink(found, (Schedule candidate, out ControlledRun again) => Fails(new ReplayChooser(candidate.Deviations), out again), left);
            shrunk = ScheduleShrinker.Plainest(Fails, shrunk, left);
        }

        var first = Replay(factory, shrunk, recording: true);
        var second = Replay(factory, shrunk, recording: true);
        var verdict = Verdict(first, judge);
        if (first.TraceHash != second.TraceHash || verdict?.Kind != finding.Kind)
        {
            finding = new Finding.Diverged(finding, FirstDifference(first, second));
        }

        return new ControlledFailure(finding is Finding.Diverged ? finding : verdict!, first, found, Interleaving(first));
    }

    private string FirstDifference(ControlledRun first, ControlledRun second)
    {
        var length = Math.Min(first.Trace.Count, second.Trace.Count);
        for (var i = 0; i < length; i++)
        {
            if (first.Trace[i] != second.Trace[i])
            {
                return string.Create(CultureInfo.InvariantCulture, $"step {i}: {Place(first.Trace[i])}, then {Place(second.Trace[i])}");
            }
        }

        return first.Trace.Count == second.Trace.Count
            ? "the accesses agree, the outcome does not"
            : string.Create(CultureInfo.InvariantCulture, $"after step {length} one run ends");

        string Place(TraceEntry entry) => string.Create(
            CultureInfo.InvariantCulture,
            $"thread {entry.Thread} at {(entry.Site == 0 ? "the beginning or the end of an operation" : _shadow.Sites.Describe(entry.Site))}");
    }

    private ControlledRun Replay(Func<IControlledProgram> factory, Schedule schedule, bool recording)
    {
        var settings = Settings(schedule, recording);
        return _lane.Run(factory, new ReplayChooser(schedule.Deviations), settings, out _);
    }

    /// <summary>What a run needs to know: of a schedule, all that decides the execution is the schedule's.</summary>
    private RunSettings Settings(Schedule? schedule = null, bool recording = false)
    {
        var everyAccess = schedule?.Points.Contains("*") ?? _options.EveryAccess;
        return new RunSettings
        {
            Sites = _shadow.Sites,
            Statics = _shadow.Statics,
            Promoted = schedule is null ? _promoted : FromNames(schedule.Points),
            EveryAccess = everyAccess,
            DetectRaces = !everyAccess || _options.DataRaces != DataRaceMode.Ignore,
            TimersAsChoices = schedule?.TimersAsChoices ?? _options.TimersAsChoices,
            InlineContinuationsAsChoices = schedule?.InlineContinuationsAsChoices ?? _options.InlineContinuationsAsChoices,
            FailOnUnmodelled = schedule is null ? _options.FailOnUnmodelled : !schedule.MakesUnmodelledCalls,
            MaxPoints = _options.MaxPoints,
            HangMs = _options.HangMs,
            GraceMs = schedule is null ? 50 : 10,
            WorldSeed = schedule?.Seed ?? _options.Seed,
            Recording = recording,
            AllowedRaces = _allowed,
        };
    }

    private void Promote(IReadOnlySet<int> members)
    {
        var promoted = new bool[_shadow.Sites.MemberCount];
        _promoted.CopyTo(promoted, 0);
        foreach (var member in members)
        {
            promoted[member] = true;
        }

        _promoted = promoted;
    }

    private bool[] FromNames(IReadOnlyList<string> names)
    {
        var promoted = new bool[_shadow.Sites.MemberCount];
        foreach (var name in names)
        {
            // A member that is gone is a change of the code: replay does what it can, and the trace hash tells.
            if (_shadow.Sites.TryMember(name, out var member))
            {
                promoted[member] = true;
            }
        }

        return promoted;
    }
}
