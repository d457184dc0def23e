using System.Numerics;

namespace Sentinel.Checking.Monitors;

/// <summary>How many values cover each gap; values are taken away, and it says which gaps become free.</summary>
/// <remarks>A tree of minima. What is subtracted from all gaps below a node is kept at the node, so that a value costs O(log n), and so does a gap that becomes free.</remarks>
internal sealed class CoverCounts
{
    private const int NoLonger = int.MaxValue / 2;
    private readonly int size;
    private readonly int[] least;
    private readonly int[] added;

    public CoverCounts(ReadOnlySpan<QueueValue> values, int gaps)
    {
        size = (int)BitOperations.RoundUpToPowerOf2((uint)gaps);
        least = new int[2 * size];
        added = new int[size];
        foreach (ref readonly var value in values)
        {
            least[size + value.PutTo]++;
            if (value.TakeFrom < gaps)
            {
                least[size + value.TakeFrom]--;
            }
        }

        for (var gap = 1; gap < gaps; gap++)
        {
            least[size + gap] += least[size + gap - 1];
        }

        Array.Fill(least, NoLonger, size + gaps, size - gaps);
        for (var node = size - 1; node > 0; node--)
        {
            least[node] = Math.Min(least[2 * node], least[(2 * node) + 1]);
        }
    }

    /// <summary>Takes away a value that covers the gaps from one to before another.</summary>
    public void Remove(int from, int to)
    {
        var (left, right) = (from + size, Math.Min(to, size) + size);
        var (first, last) = (left, right - 1);
        for (; left < right; left >>= 1, right >>= 1)
        {
            if ((left & 1) != 0)
            {
                RemoveOne(left++);
            }

            if ((right & 1) != 0)
            {
                RemoveOne(--right);
            }
        }

        Update(first);
        Update(last);
    }

    /// <summary>A gap that is free and was not told before; -1 where there is none.</summary>
    public int TakeFree()
    {
        if (least[1] != 0)
        {
            return -1;
        }

        var (node, wanted) = (1, 0);
        while (node < size)
        {
            wanted -= added[node];
            node = least[2 * node] == wanted ? 2 * node : (2 * node) + 1;
        }

        least[node] = NoLonger;
        Update(node);
        return node - size;
    }

    private void RemoveOne(int node)
    {
        least[node]--;
        if (node < size)
        {
            added[node]--;
        }
    }

    private void Update(int node)
    {
        for (node >>= 1; node > 0; node >>= 1)
        {
            least[node] = Math.Min(least[2 * node], least[(2 * node) + 1]) + added[node];
        }
    }
}
