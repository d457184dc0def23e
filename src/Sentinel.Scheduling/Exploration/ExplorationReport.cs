namespace Sentinel.Scheduling;

/// <summary>What an exploration of one program came to.</summary>
/// <remarks>Immutable; thread-safe as far as the results in the failure's run are.</remarks>
public sealed record ExplorationReport
{
    /// <summary>The first failure, shrunk and replayed; null where there was none.</summary>
    public ControlledFailure? Failure { get; init; }

    /// <summary>Schedules judged. Runs that only learned a point, shrinking and replays are not in it.</summary>
    public int Schedules { get; init; }

    /// <summary>Runs that gave no verdict, because an access became a point.</summary>
    public int LearningRuns { get; init; }

    /// <summary>True only where every schedule of the program was run, with no bound in the way.</summary>
    public bool Complete { get; init; }

    /// <summary>Why the search ended.</summary>
    public required string Ended { get; init; }

    /// <summary>Points passed in all schedules judged.</summary>
    public long Points { get; init; }

    /// <summary>Data races seen, each pair of places once. Empty where they are ignored.</summary>
    public IReadOnlyList<DataRaceReport> DataRaces { get; init; } = [];

    /// <summary>Warnings of store buffering, each once.</summary>
    public IReadOnlyList<StoreBufferingReport> StoreBuffering { get; init; } = [];

    /// <summary>Calls without a model that were made, each place once: what they did is outside control. Empty where reaching one is a failure.</summary>
    public IReadOnlyList<Finding.Unmodelled> UnmodelledCalls { get; init; } = [];
}
