namespace Sentinel.Scheduling;

/// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers for the same seed on every machine and version.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The number that belongs to this pair, far from those of its neighbours.</summary>
    public static ulong Mix(ulong left, ulong right) => new SplitMix(left ^ (new SplitMix(right).Next() * 0x9E3779B97F4A7C15)).Next();

    /// <summary>From 0 to below <paramref name="bound"/>, by the high half of the product: no division, negligible bias for small bounds.</summary>
    public int Next(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);
}
