namespace Sentinel.Checking.Search;

/// <summary>Which reductions the kernel uses. All of them; tests compare the verdict with each on and off.</summary>
internal sealed record Reductions
{
    public static Reductions All { get; } = new();

    public static Reductions None { get; } = new()
    {
        GreedyReads = false,
        Twins = false,
        UnknownTwins = false,
        UselessUnknown = false,
        OverwrittenUnknown = false,
        UnknownDominance = false,
        NeededFirst = false,
        Reachability = false,
    };

    public bool GreedyReads { get; init; } = true;

    public bool Twins { get; init; } = true;

    public bool UnknownTwins { get; init; } = true;

    public bool UselessUnknown { get; init; } = true;

    public bool OverwrittenUnknown { get; init; } = true;

    public bool UnknownDominance { get; init; } = true;

    public bool NeededFirst { get; init; } = true;

    public bool Reachability { get; init; } = true;
}
