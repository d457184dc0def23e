using System.Collections.Immutable;

namespace Sentinel.Stores.Specs.Records;

/// <summary>What is known of one issued stamp: exactly which one it is, or between which ticks it lies and which it is not.</summary>
/// <remarks>
/// A write whose outcome is Unknown issues a stamp that nobody has seen. Immutable, with equality by value: the ends are never among
/// the excluded ticks, and those lie between the ends.
/// </remarks>
internal sealed class Stamp : IEquatable<Stamp>
{
    private readonly ImmutableArray<long> excluded;

    private Stamp(long first, long last, ImmutableArray<long> excluded)
    {
        First = first;
        Last = last;
        this.excluded = excluded;
    }

    /// <summary>The lowest tick that it may be.</summary>
    public long First { get; }

    /// <summary>The highest tick that it may be.</summary>
    public long Last { get; }

    public bool IsKnown => First == Last;

    public static Stamp Known(long tick) => new(tick, tick, []);

    /// <summary>A stamp of which only the lowest possible tick is known.</summary>
    public static Stamp From(long first) => new(first, DateTimeOffset.MaxValue.UtcTicks, []);

    public bool Admits(long tick) => First <= tick && tick <= Last && !excluded.Contains(tick);

    /// <summary>The same stamp, knowing that it lies between two ticks; <see langword="null"/> where it cannot.</summary>
    public Stamp? Within(long first, long last) =>
        first <= First && last >= Last ? this : Normalise(Math.Max(first, First), Math.Min(last, Last), excluded);

    /// <summary>The same stamp, knowing that it is not this tick; <see langword="null"/> where it cannot be another.</summary>
    public Stamp? Without(long tick) => Admits(tick) ? Normalise(First, Last, excluded.Add(tick)) : this;

    public bool Equals(Stamp? other) =>
        other is not null && First == other.First && Last == other.Last && excluded.AsSpan().SequenceEqual(other.excluded.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Stamp);

    public override int GetHashCode() => HashCode.Combine(First, Last, excluded.Length);

    public override string ToString() => IsKnown
        ? SpecTime.Text(new DateTimeOffset(First, TimeSpan.Zero))
        : $"?≥{SpecTime.Text(new DateTimeOffset(First, TimeSpan.Zero))}";

    private static Stamp? Normalise(long first, long last, ImmutableArray<long> excluded)
    {
        while (first <= last && excluded.Contains(first))
        {
            first++;
        }

        while (first <= last && excluded.Contains(last))
        {
            last--;
        }

        return first > last ? null : new(first, last, [.. excluded.Where(tick => first < tick && tick < last).Order()]);
    }
}
