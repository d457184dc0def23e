namespace Sentinel.Checking.Search;

/// <summary>How far a search came: the longest prefix, and the states in which the next return met a wall.</summary>
/// <remarks>The longest prefix is copied from the search's path when the search turns back. What the copy still shares with the path is remembered,
/// so that all copying together costs no more than the path's own growth.</remarks>
internal sealed class Progress
{
    public const int MaxFrontierStates = 64;
    private readonly int[] frontier = new int[MaxFrontierStates];
    private int frontierCount;
    private int[] longest = [];
    private int length;
    private int shared;

    /// <summary>The returns that the search got past.</summary>
    public int Returns { get; private set; }

    /// <summary>The longest sequence of steps that gets there, as indices in the history.</summary>
    public ReadOnlySpan<int> Longest => longest.AsSpan(0, length);

    /// <summary>The state after it.</summary>
    public int LongestState { get; private set; }

    /// <summary>Distinct states in which the search met the next return, at most <see cref="MaxFrontierStates"/>.</summary>
    public ReadOnlySpan<int> Frontier => frontier.AsSpan(0, frontierCount);

    public void Clear()
    {
        frontierCount = 0;
        length = 0;
        shared = 0;
        Returns = 0;
        LongestState = 0;
    }

    /// <summary>A configuration was entered.</summary>
    public void Reach(int returns, int state)
    {
        if (returns > Returns)
        {
            Returns = returns;
            length = -1;
            frontierCount = 0;
        }

        if (returns == Returns && frontierCount < MaxFrontierStates && !Frontier.Contains(state))
        {
            frontier[frontierCount++] = state;
        }
    }

    /// <summary>The search turns back from a configuration.</summary>
    public void Note(int returns, ReadOnlySpan<int> path, int state)
    {
        if (returns < Returns || path.Length <= length)
        {
            return;
        }

        if (longest.Length < path.Length)
        {
            Array.Resize(ref longest, Math.Max(16, path.Length * 2));
        }

        path[shared..].CopyTo(longest.AsSpan(shared));
        length = shared = path.Length;
        LongestState = state;
    }

    /// <summary>The search's path lost its end.</summary>
    public void Truncate(int pathLength) => shared = Math.Min(shared, pathLength);
}
