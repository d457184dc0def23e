namespace Sentinel.Scheduling;

/// <summary>A thread of a stuck run: where it stands and what would let it go on.</summary>
/// <param name="Thread">Its name: the process and the logical thread's number.</param>
/// <param name="WaitsFor">What it waits for; "nothing" where it could run.</param>
/// <param name="Place">The method and line it stands at.</param>
/// <param name="Owners">The threads that could end the wait, as far as that is known. May be empty.</param>
/// <remarks>Immutable and thread-safe. Not the OS thread: that one is a pooled worker.</remarks>
public sealed record WaitingThread(string Thread, string WaitsFor, string Place, IReadOnlyList<string> Owners)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Thread} at {Place} waits for {WaitsFor}" + (Owners.Count > 0 ? $", held by {string.Join(", ", Owners)}" : "");
}
