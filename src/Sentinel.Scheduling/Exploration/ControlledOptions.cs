namespace Sentinel.Scheduling;

/// <summary>How far an exploration goes, and what counts as a failure.</summary>
/// <remarks>Immutable and thread-safe. Everything is bounded: by schedules, by points in a schedule, and by time where asked.</remarks>
public sealed record ControlledOptions
{
    /// <summary>The defaults of every property.</summary>
    public static readonly ControlledOptions Default = new();

    /// <summary>The most schedules to run, learning runs and replays of a failure not counted.</summary>
    /// <value>1,000 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int Schedules
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 1_000;

    /// <summary>Stop after this much real time; null for no limit. A search that this ends is not reproducible in its extent.</summary>
    /// <value>Null by default.</value>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>The clock of <see cref="TimeBudget"/>.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The seed of all random strategies and of what the program sees as random.</summary>
    /// <value>1 by default.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>How schedules are chosen.</summary>
    /// <value><see cref="Strategy.Portfolio"/> by default.</value>
    public Strategy Strategy { get; init; } = Strategy.Portfolio;

    /// <summary>The most pre-emptions in a schedule of <see cref="Strategy.DepthFirst"/>; null for no bound.</summary>
    /// <value>2 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int? PreemptionBound
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            field = value;
        }
    } = 2;

    /// <summary>Make every access to data a point, instead of those that were seen to race.</summary>
    /// <value>False by default. True is slower and must find the same outcomes: it cross-checks the learning.</value>
    public bool EveryAccess { get; init; }

    /// <summary>What a data race means.</summary>
    /// <value><see cref="DataRaceMode.Warn"/> by default.</value>
    public DataRaceMode DataRaces { get; init; } = DataRaceMode.Warn;

    /// <summary>Members on which a race is meant, as reports name them: "Ns.Cache._hint".</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> AllowedRaces { get; init; } = [];

    /// <summary>Whether reaching a call that no model covers is a failure; otherwise the run goes on and may escape control.</summary>
    /// <value>True by default.</value>
    public bool FailOnUnmodelled { get; init; } = true;

    /// <summary>Let timers and timeouts fire at any choice, instead of only when nobody else can run.</summary>
    /// <value>False by default.</value>
    public bool TimersAsChoices { get; init; }

    /// <summary>Let a continuation run at once on the thread that completes its task, under the locks that it holds, as the runtime does
    /// without a context; or later, as a thread of its own. Tasks that ask for asynchronous continuations always get those.</summary>
    /// <value>False by default: always later. True finds code that is re-entered, at the cost of a choice for each awaited completion.</value>
    public bool InlineContinuationsAsChoices { get; init; }

    /// <summary>The most points in one schedule; more is a livelock.</summary>
    /// <value>20,000 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int MaxPoints
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 20_000;

    /// <summary>A thread that reaches no point for this many milliseconds of real time hangs.</summary>
    /// <value>2,000 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int HangMs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 2_000;

    /// <summary>The most runs that shrinking a schedule may take.</summary>
    /// <value>400 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int ShrinkRuns
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 400;
}
