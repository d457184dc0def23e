namespace Sentinel.Testing;

/// <summary>A small generator of pseudo-random numbers, the same on every machine: SplitMix64.</summary>
/// <remarks>G. L. Steele, D. Lea and C. H. Flood, <em>Fast splittable pseudorandom number generators</em>, OOPSLA 2014.</remarks>
internal struct SplitMix(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>The number that belongs to this pair, far from those of its neighbours.</summary>
    public static ulong Mix(ulong left, ulong right) => new SplitMix(left ^ (new SplitMix(right).Next() * 0x9E3779B97F4A7C15)).Next();
}
