namespace Sentinel.Scheduling;

/// <summary>What one schedule of a program did.</summary>
/// <remarks>Constant once the run is over; then safe to read from any thread. Results and exceptions may be of rewritten types: compare
/// them inside, or keep their text only.</remarks>
public sealed class ControlledRun
{
    /// <summary>The branch number of steps before the branches.</summary>
    public const int Prefix = -1;

    /// <summary>The branch number of steps after them.</summary>
    public const int Suffix = -2;

    internal ControlledRun(IReadOnlyList<StepRecord> steps, Finding? finding, Schedule schedule, Execution execution)
    {
        Steps = steps;
        Finding = finding;
        Schedule = schedule;
        TraceHash = execution.Hash;
        Points = execution.Points;
        ChoicePoints = execution.ChoicePoints;
        DataRaces = execution.Races?.Reports ?? [];
        StoreBuffering = execution.Races?.StoreBufferings ?? [];
        UnmodelledCalls = execution.UnmodelledCalls;
        Trace = execution.Trace;
        ForcedYields = execution.ForcedYields;
        Waited = TimeSpan.FromTicks(execution.World.Ticks);
    }

    /// <summary>Every step that was reached, in the order in which the steps were called.</summary>
    public IReadOnlyList<StepRecord> Steps { get; }

    /// <summary>What the scheduler itself found wrong; null for nothing. Rejections by a judge are not in here.</summary>
    public Finding? Finding { get; }

    /// <summary>The choices that differ from staying on the current thread: enough to run it again.</summary>
    public Schedule Schedule { get; }

    /// <summary>A hash over every point and choice: equal hashes mean the same execution, on any machine.</summary>
    public ulong TraceHash { get; }

    /// <summary>Points passed.</summary>
    public int Points { get; }

    /// <summary>Points at which more than one thread could go on.</summary>
    public int ChoicePoints { get; }

    /// <summary>How often a thread was left that could have gone on: switches at a wait or at an end are none.</summary>
    public int Preemptions { get; internal init; }

    /// <summary>Pairs of accesses that nothing orders. Empty where detection was off.</summary>
    public IReadOnlyList<DataRaceReport> DataRaces { get; }

    /// <summary>Volatile write-read pairs that weaker hardware may reorder. Empty where detection was off.</summary>
    public IReadOnlyList<StoreBufferingReport> StoreBuffering { get; }

    /// <summary>Calls without a model that the run made. Empty where reaching one ends a run.</summary>
    public IReadOnlyCollection<Finding.Unmodelled> UnmodelledCalls { get; }

    internal IReadOnlyList<TraceEntry> Trace { get; }

    internal int ForcedYields { get; }

    /// <summary>Virtual time that passed: what the run would have waited for on a real clock, about.</summary>
    internal TimeSpan Waited { get; }
}
