namespace Sentinel.Scheduling;

/// <summary>Two conflicting accesses that no synchronisation orders.</summary>
/// <param name="Member">The field, element type or collection.</param>
/// <param name="First">The earlier access in this schedule.</param>
/// <param name="Second">The later one.</param>
/// <remarks>Immutable and thread-safe. Equal to every report on the same two places, whichever threads came there, in whichever order and
/// holding whatever: they are one race to whoever reads them, so a set of reports holds each pair of places once.</remarks>
public sealed record DataRaceReport(string Member, RaceAccess First, RaceAccess Second)
{
    /// <summary>Whether the other is about the same two places.</summary>
    public bool Equals(DataRaceReport? other) =>
        other is not null && Member == other.Member
        && ((IsSame(First, other.First) && IsSame(Second, other.Second)) || (IsSame(First, other.Second) && IsSame(Second, other.First)));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Member, Side(First) ^ Side(Second));

    /// <inheritdoc/>
    public override string ToString() => $"Data race on {Member}:\n  {First}\n  {Second}";

    private static bool IsSame(RaceAccess one, RaceAccess other) => one.IsWrite == other.IsWrite && one.Place == other.Place;

    private static int Side(RaceAccess access) => HashCode.Combine(access.IsWrite, access.Place);
}
