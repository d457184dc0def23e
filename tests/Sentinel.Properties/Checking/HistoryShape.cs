namespace Sentinel.Properties.Checking;

/// <summary>What random histories look like.</summary>
public sealed record HistoryShape
{
    public int MaxProcesses { get; init; } = 4;

    public int MaxOperations { get; init; } = 9;

    public double UnknownShare { get; init; } = 0.15;

    public double FailedShare { get; init; } = 0.05;

    /// <summary>How often an event gets the number of the one before it: intervals are closed, so that ties count.</summary>
    public double TieShare { get; init; } = 0.1;

    /// <summary>How often outputs are drawn blindly; the others come from a sequential run, in some with one or two outputs replaced.</summary>
    public double BlindShare { get; init; } = 0.25;
}
