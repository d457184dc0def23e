using Sentinel.Histories;

namespace Sentinel.Checking;

/// <summary>Makes one order of the orders of several partitions.</summary>
internal static class WitnessMerger
{
    /// <summary>Merges orders, each a linearization of its own operations, into one that keeps the real-time order between them too.</summary>
    /// <remarks>
    /// Each operation gets a point: the latest invocation among itself and what stands before it in its partition. Points do not decrease along
    /// a partition. No point is after the operation's response, or something before it in the order would have been invoked after that. So the
    /// points lie in the intervals, and whatever order sorts by them keeps real time: if a ends before b begins, then point(a) ≤ response(a) &lt;
    /// invocation(b) ≤ point(b).
    /// </remarks>
    public static int[] Merge<TInput, TOutput>(History<TInput, TOutput> history, IReadOnlyList<int[]> orders)
    {
        if (orders.Count == 1)
        {
            return orders[0];
        }

        var count = orders.Sum(order => order.Length);
        var points = new (long Point, int Position)[count];
        var merged = new int[count];
        var position = 0;
        foreach (var order in orders)
        {
            var point = long.MinValue;
            foreach (var index in order)
            {
                point = Math.Max(point, history[index].Interval.Invocation);
                points[position] = (point, position);
                merged[position++] = index;
            }
        }

        Array.Sort(points, merged);
        return merged;
    }
}
