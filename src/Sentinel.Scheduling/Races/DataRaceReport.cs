namespace Sentinel.Scheduling;

/// <summary>Two conflicting accesses that no synchronisation orders.</summary>
/// <param name="Member">The field, element type or collection.</param>
/// <param name="First">The earlier access in this schedule.</param>
/// <param name="Second">The later one.</param>
/// <remarks>Immutable and thread-safe. Equality is by value, so a set of reports holds each pair of places once.</remarks>
public sealed record DataRaceReport(string Member, RaceAccess First, RaceAccess Second)
{
    /// <inheritdoc/>
    public override string ToString() => $"Data race on {Member}:\n  {First}\n  {Second}";
}
