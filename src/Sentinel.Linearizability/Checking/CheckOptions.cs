using Sentinel.Checking.Search;

namespace Sentinel.Checking;

/// <summary>Limits of a check. Everything is bounded; what is out of bounds is <see cref="Verdict.Inconclusive"/>.</summary>
/// <remarks>Immutable. The default value of every member is a sensible limit for one history on a developer's machine.</remarks>
public sealed record CheckOptions
{
    /// <summary>The defaults.</summary>
    public static CheckOptions Default { get; } = new();

    /// <summary>How long the check may take.</summary>
    /// <value>60 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(60);

    /// <summary>How many configurations the search may visit, over all partitions.</summary>
    /// <value>No limit of its own.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public long MaxStates
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = long.MaxValue;

    /// <summary>How much memory the check may take, in bytes: what the search keeps, and what the heap grows by meanwhile.</summary>
    /// <value>2 GiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public long MaxMemoryBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 2L << 30;

    /// <summary>How many threads may work on the partitions of a history at once. The verdict does not depend on it.</summary>
    /// <value>As many as there are cores.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int MaxParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>How much of the time has gone already.</summary>
    internal TimeSpan Spent { get; init; }

    /// <summary>How far the heap may grow meanwhile, where that is not <see cref="MaxMemoryBytes"/>, because others use it at the same time.</summary>
    internal long? MaxHeapBytes { get; init; }

    /// <summary>Which reductions the search uses; tests switch them off.</summary>
    internal Reductions Reductions { get; init; } = Reductions.All;

    /// <summary>Whether monitors may decide; tests switch them off.</summary>
    internal bool UseMonitors { get; init; } = true;
}
