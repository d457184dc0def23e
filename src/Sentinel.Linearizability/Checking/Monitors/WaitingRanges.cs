using System.Numerics;

namespace Sentinel.Checking.Monitors;

/// <summary>Ranges of gaps, each of which waits for one gap in it.</summary>
/// <remarks>Sorted by where they begin, below a tree of the one that ends last: O(log n) for each range that is found, and for each gap.</remarks>
internal sealed class WaitingRanges
{
    private readonly int[] from;
    private readonly int[] rangeOf;
    private readonly int[] to;
    private readonly int[] winner;
    private readonly int size;

    /// <param name="ranges">The ranges, each from a gap to before another; an empty one waits for ever.</param>
    public WaitingRanges(ReadOnlySpan<(int From, int To)> ranges)
    {
        size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, ranges.Length));
        from = new int[ranges.Length];
        rangeOf = new int[ranges.Length];
        for (var i = 0; i < ranges.Length; i++)
        {
            (from[i], rangeOf[i]) = (ranges[i].From, i);
        }

        Array.Sort(from, rangeOf);
        to = new int[size];
        Array.Fill(to, -1);
        winner = new int[2 * size];
        for (var i = 0; i < ranges.Length; i++)
        {
            to[i] = ranges[rangeOf[i]].To;
        }

        for (var i = 0; i < size; i++)
        {
            winner[size + i] = i;
        }

        for (var node = size - 1; node > 0; node--)
        {
            winner[node] = Better(winner[2 * node], winner[(2 * node) + 1]);
        }
    }

    /// <summary>A range that a gap lies in, which then no longer waits; -1 where there is none.</summary>
    public int Take(int gap)
    {
        var found = BestOf(CountUpTo(gap));
        if (found < 0 || to[found] <= gap)
        {
            return -1;
        }

        to[found] = -1;
        for (var node = (size + found) >> 1; node > 0; node >>= 1)
        {
            winner[node] = Better(winner[2 * node], winner[(2 * node) + 1]);
        }

        return rangeOf[found];
    }

    private int BestOf(int count)
    {
        var best = -1;
        for (var (left, right) = (size, size + count); left < right; left >>= 1, right >>= 1)
        {
            if ((left & 1) != 0)
            {
                best = best < 0 ? winner[left] : Better(best, winner[left]);
                left++;
            }

            if ((right & 1) != 0)
            {
                right--;
                best = best < 0 ? winner[right] : Better(best, winner[right]);
            }
        }

        return best;
    }

    private int CountUpTo(int gap)
    {
        var (low, high) = (0, from.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = from[middle] <= gap ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int Better(int one, int other) => to[one] >= to[other] ? one : other;
}
