namespace Sentinel.Scheduling;

/// <summary>Two threads that each write one volatile location and then read the other's, with no fence between.</summary>
/// <param name="FirstWrite">The first thread's write.</param>
/// <param name="FirstRead">Its read.</param>
/// <param name="SecondWrite">The second thread's write, to what the first reads.</param>
/// <param name="SecondRead">Its read of what the first writes.</param>
/// <remarks>A warning, not a data race: volatile in .NET is acquire and release only, so on real hardware both reads may miss both
/// writes, an outcome that a sequentially consistent schedule never shows. Immutable and thread-safe.</remarks>
public sealed record StoreBufferingReport(string FirstWrite, string FirstRead, string SecondWrite, string SecondRead)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"Store buffering: {FirstWrite} then {FirstRead}; {SecondWrite} then {SecondRead}: both reads may miss both writes. Put a full fence between.";
}
