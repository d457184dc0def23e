using Sentinel.Histories;

namespace Sentinel.Stores.Specs.Records;

/// <summary>One call of a history as the invariants see it, whatever the store: which record it is about, what it did, what it showed.</summary>
/// <param name="Describe">Gives the call as reports print it.</param>
/// <param name="Interval">When it was open.</param>
/// <param name="Kind">What it asked for.</param>
/// <param name="Id">The record that it is about, where it is about one.</param>
/// <param name="Seen">The version that an update gave.</param>
/// <param name="Happened">Whether it answered that it did what it was asked.</param>
/// <param name="Shown">The records in its answer.</param>
internal sealed record Observation<TRecord>(
    Func<string> Describe, Interval Interval, ObservedKind Kind, string? Id, DateTimeOffset? Seen, bool Happened, IReadOnlyList<TRecord> Shown)
{
    public string Text => Describe();
}
