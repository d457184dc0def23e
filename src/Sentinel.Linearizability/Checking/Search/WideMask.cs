namespace Sentinel.Checking.Search;

/// <summary>A mask over any number of slots: an immutable array of words, without the zero words at its end, so that equal masks have equal words.</summary>
internal readonly struct WideMask : IMask<WideMask>
{
    private readonly ulong[]? words;

    private WideMask(ulong[] words) => this.words = words;

    private ReadOnlySpan<ulong> Words => words;

    public static int HeapBytes(int slots) => 24 + (((slots + 63) / 64) * sizeof(ulong));

    public bool Has(int slot) => slot >> 6 < Words.Length && ((words![slot >> 6] >> slot) & 1) != 0;

    public WideMask With(int slot)
    {
        var copy = new ulong[Math.Max(Words.Length, (slot >> 6) + 1)];
        Words.CopyTo(copy);
        copy[slot >> 6] |= 1UL << slot;
        return new(copy);
    }

    public WideMask Without(int slot)
    {
        if (!Has(slot))
        {
            return this;
        }

        var copy = Words.ToArray();
        copy[slot >> 6] &= ~(1UL << slot);
        return new(copy.AsSpan().TrimEnd(0UL).ToArray());
    }

    public ulong Fold()
    {
        var fold = 0UL;
        foreach (var word in Words)
        {
            fold = (fold ^ word) * 0x9E3779B97F4A7C15UL;
            fold ^= fold >> 29;
        }

        return fold;
    }

    public bool Equals(WideMask other) => Words.SequenceEqual(other.Words);

    public override bool Equals(object? obj) => obj is WideMask other && Equals(other);

    public override int GetHashCode() => Fold().GetHashCode();
}
