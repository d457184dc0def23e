namespace Sentinel.Checking;

/// <summary>What came out for one partition.</summary>
internal readonly record struct PartitionResult
{
    /// <summary>A linearization, as indices in the history; <see langword="null"/> where there is none. Not meaningful where a limit was reached.</summary>
    public required int[]? Order { get; init; }

    /// <summary>The limit that was reached first; <see langword="null"/> where the partition is decided.</summary>
    public required Limit? Reached { get; init; }

    /// <summary>Which layer decided.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>Configurations visited.</summary>
    public long Configurations { get; init; }

    /// <summary>States met.</summary>
    public long States { get; init; }

    /// <summary>Whether the partition is decided, and has an order.</summary>
    public bool IsLinearizable => Reached is null && Order is not null;

    /// <summary>Whether the partition is decided, and has none.</summary>
    public bool IsViolation => Reached is null && Order is null;
}
