namespace Sentinel.Checking.Monitors;

/// <summary>The gaps between events that nothing covers; more are covered as time goes by.</summary>
/// <remarks>Disjoint sets with path halving: each gap points towards the next free one.</remarks>
internal sealed class FreeGaps
{
    private readonly int[] next;

    public FreeGaps(int count)
    {
        next = new int[count + 1];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = i;
        }
    }

    /// <summary>The first free gap from this one on; the one after all others is always free.</summary>
    public int From(int gap)
    {
        while (next[gap] != gap)
        {
            next[gap] = next[next[gap]];
            gap = next[gap];
        }

        return gap;
    }

    /// <summary>Covers the gaps from one to before another.</summary>
    public void Cover(int from, int to)
    {
        to = Math.Min(to, next.Length - 1);
        for (var gap = from < to ? From(from) : to; gap < to; gap = From(gap + 1))
        {
            next[gap] = gap + 1;
        }
    }
}
