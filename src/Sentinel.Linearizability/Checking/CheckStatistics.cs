namespace Sentinel.Checking;

/// <summary>What a check took.</summary>
/// <remarks>Immutable.</remarks>
public sealed record CheckStatistics
{
    /// <summary>Operations in the history, Failed ones included.</summary>
    public int Operations { get; init; }

    /// <summary>Partitions that the history was split into.</summary>
    public int Partitions { get; init; }

    /// <summary>Configurations that the search visited, over all partitions; 0 where a monitor decided.</summary>
    public long Configurations { get; init; }

    /// <summary>Distinct model states that the search met, over all partitions.</summary>
    public long States { get; init; }

    /// <summary>Time until the verdict stood, for display only.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Time that explaining a violation took after that, for display only; zero for the other verdicts.</summary>
    public TimeSpan Explaining { get; init; }

    /// <summary>Which layer decided: <c>search</c>, or the name of a monitor.</summary>
    public string DecidedBy { get; init; } = "search";
}
