using System.Collections.Immutable;
using Sentinel.Stores.Records;

namespace Sentinel.Stores.Specs.Records;

/// <summary>The state of the sequential model of a store: the clock, the records in the order of their stamps, and where stamps go on.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <remarks>
/// Immutable and thread-safe, with equality by value. Stamps increase in the order in which they were issued, so the order of the
/// records alone says which of two unseen stamps is the later one, and what is learnt of one narrows its neighbours.
/// </remarks>
public sealed class StoreState<TRecord> : IEquatable<StoreState<TRecord>>
    where TRecord : class, IVersionedRecord<TRecord>
{
    private readonly int hash;

    private StoreState(DateTimeOffset now, long nextStamp, ImmutableArray<StoredEntry<TRecord>> entries)
    {
        Now = now;
        NextStamp = nextStamp;
        Entries = entries;
        var code = default(HashCode);
        code.Add(now);
        code.Add(nextStamp);
        foreach (var entry in entries)
        {
            code.Add(entry.Record);
            code.Add(entry.Stamp);
        }

        hash = code.ToHashCode();
    }

    /// <summary>The empty store, when the clock stands at <see cref="SpecTime.Start"/>.</summary>
    public static StoreState<TRecord> Empty { get; } = new(SpecTime.Start, 1, []);

    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The records, by ascending stamp.</summary>
    internal ImmutableArray<StoredEntry<TRecord>> Entries { get; }

    /// <summary>The lowest tick that the next stamp may be.</summary>
    internal long NextStamp { get; }

    /// <inheritdoc/>
    public bool Equals(StoreState<TRecord>? other) =>
        other is not null && hash == other.hash && Now == other.Now && NextStamp == other.NextStamp
        && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StoreState<TRecord>);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The records with their stamps, and the clock.</summary>
    public override string ToString() =>
        $"{{{string.Join(", ", Entries.Select(entry => $"{entry.Record} @{entry.Stamp}"))}}} at {SpecTime.Text(Now)}";

    /// <summary>The place of the record with this id, or −1.</summary>
    internal int IndexOf(string id)
    {
        for (var i = 0; i < Entries.Length; i++)
        {
            if (string.Equals(Entries[i].Record.Id, id, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    internal StoreState<TRecord> Advance(TimeSpan by) => new(Now + by, NextStamp, Entries);

    internal StoreState<TRecord> Delete(string id) =>
        IndexOf(id) is >= 0 and var index ? new(Now, NextStamp, Entries.RemoveAt(index)) : this;

    /// <summary>Puts a record in the place of the one with its id, under a stamp issued now; <see langword="null"/> where the stamp cannot be.</summary>
    internal StoreState<TRecord>? Write(TRecord record, Stamp stamp)
    {
        if (stamp.First < NextStamp)
        {
            return null;
        }

        var index = IndexOf(record.Id);
        var others = index < 0 ? Entries : Entries.RemoveAt(index);
        return Settle(others.Add(Entry(record, stamp)));
    }

    /// <summary>The state in which it is known which stamp the record has; <see langword="null"/> where it cannot be that one.</summary>
    internal StoreState<TRecord>? Bind(int index, long tick)
    {
        var entry = Entries[index];
        return !entry.Stamp.Admits(tick) ? null
            : entry.Stamp.IsKnown ? this
            : Settle(Entries.SetItem(index, Entry(entry.Record, Stamp.Known(tick))));
    }

    /// <summary>The state in which it is known that the record does not have this stamp; <see langword="null"/> where it must have it.</summary>
    internal StoreState<TRecord>? Exclude(int index, long tick)
    {
        var entry = Entries[index];
        return entry.Stamp.Without(tick) is { } stamp ? Settle(Entries.SetItem(index, Entry(entry.Record, stamp))) : null;
    }

    private static StoredEntry<TRecord> Entry(TRecord record, Stamp stamp) =>
        new(record.WithStamp(stamp.IsKnown ? new(stamp.First, TimeSpan.Zero) : default), stamp);

    /// <summary>Narrows all stamps by their neighbours: each is later than the one before it.</summary>
    private StoreState<TRecord>? Settle(ImmutableArray<StoredEntry<TRecord>> entries)
    {
        var settled = entries.ToBuilder();
        for (var i = 1; i < settled.Count; i++)
        {
            if (!Narrow(settled, i, settled[i - 1].Stamp.First + 1, long.MaxValue))
            {
                return null;
            }
        }

        for (var i = settled.Count - 2; i >= 0; i--)
        {
            if (!Narrow(settled, i, 0, settled[i + 1].Stamp.Last - 1))
            {
                return null;
            }
        }

        var next = settled.Count == 0 ? NextStamp : Math.Max(NextStamp, settled[^1].Stamp.First + 1);
        return new(Now, next, settled.DrainToImmutable());
    }

    private static bool Narrow(ImmutableArray<StoredEntry<TRecord>>.Builder entries, int index, long first, long last)
    {
        var (record, stamp) = entries[index];
        if (stamp.Within(first, last) is not { } narrowed)
        {
            return false;
        }

        if (!ReferenceEquals(narrowed, stamp))
        {
            entries[index] = Entry(record, narrowed);
        }

        return true;
    }
}
