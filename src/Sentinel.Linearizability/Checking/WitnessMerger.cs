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
    /// invocation(b) ≤ point(b). Histories are sorted by invocation, so an index is a point; and the operations with one point are a stretch of one
    /// partition's order, so that sorting them is to take the stretches by the index of the operation that begins each.
    /// </remarks>
    public static int[] Merge<TInput, TOutput>(History<TInput, TOutput> history, IReadOnlyList<int[]> orders)
    {
        if (orders.Count == 1)
        {
            return orders[0];
        }

        // For each point what stands there: the operation itself, then those that follow it in its partition.
        const int none = -1;
        var following = new int[history.Count];
        var begins = new bool[history.Count];
        var count = 0;
        foreach (var order in orders)
        {
            var point = none;
            for (var i = 0; i < order.Length; i++)
            {
                begins[order[i]] = order[i] > point;
                point = Math.Max(point, order[i]);
                following[order[i]] = i + 1 < order.Length && order[i + 1] < point ? order[i + 1] : none;
            }

            count += order.Length;
        }

        var merged = new int[count];
        var position = 0;
        for (var point = 0; point < begins.Length; point++)
        {
            for (var index = begins[point] ? point : none; index != none; index = following[index])
            {
                merged[position++] = index;
            }
        }

        return merged;
    }
}
