namespace Sentinel.Checking.Search;

/// <summary>A mask over at most 64 slots.</summary>
internal readonly struct Mask64(ulong bits) : IMask<Mask64>
{
    private readonly ulong bits = bits;

    public static int HeapBytes(int slots) => 0;

    public bool Has(int slot) => ((bits >> slot) & 1) != 0;

    public Mask64 With(int slot) => new(bits | (1UL << slot));

    public Mask64 Without(int slot) => new(bits & ~(1UL << slot));

    public ulong Fold() => bits;

    public bool Equals(Mask64 other) => bits == other.bits;

    public override bool Equals(object? obj) => obj is Mask64 other && Equals(other);

    public override int GetHashCode() => bits.GetHashCode();
}
