namespace Sentinel.Scheduling;

/// <summary>One side of a data race.</summary>
/// <param name="IsWrite">Whether it wrote.</param>
/// <param name="Thread">The logical thread's name.</param>
/// <param name="Place">Method and line.</param>
/// <param name="Locks">The locks held at the access, outermost first, separated by commas; empty for none.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record RaceAccess(bool IsWrite, string Thread, string Place, string Locks)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsWrite ? "write" : "read")} by {Thread} at {Place}, holding {(Locks.Length > 0 ? Locks : "no lock")}";
}
