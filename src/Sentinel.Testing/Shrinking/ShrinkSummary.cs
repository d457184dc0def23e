namespace Sentinel.Testing;

/// <summary>What shrinking did.</summary>
internal sealed record ShrinkSummary
{
    public int OperationsBefore { get; init; }

    public int OperationsAfter { get; init; }

    public int ProcessesBefore { get; init; }

    public int Candidates { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>How far it is, for display while it goes on: <c>84 → 5 operations</c>.</summary>
    public string Progress => $"{OperationsBefore} → {OperationsAfter} operations";

    public override string ToString() => OperationsBefore == 0
        ? "as recorded"
        : $"shrunk from {OperationsBefore} operations, {ProcessesBefore} processes in {Elapsed.TotalSeconds:0.0} s, {Candidates} candidates";
}
