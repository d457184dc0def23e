using Sentinel.Checking.Search;

namespace Sentinel.Checking.Monitors;

/// <summary>Puts the values of a queue into the one order in which they go in and come out, or finds two that contradict one another.</summary>
/// <remarks>
/// <para>Write a → b where a has to come first: it went in before b surely did (a.PutTo &lt; b.PutFrom), or came out before b (a.TakeTo &lt; b.TakeFrom). The order
/// is built from its front: a value can be next if nothing that is left must precede it, that is if its PutFrom is at most the least PutTo
/// that is left, and its TakeFrom at most the least TakeTo. Both bounds only grow, so each value becomes free of each once.</para>
/// <para>If no value can be next, take x with the least PutTo and y with the least TakeTo. Nothing left precedes x by going in, so something does by
/// coming out: y.TakeTo &lt; x.TakeFrom, hence y → x. In the same way x.PutTo &lt; y.PutFrom, hence x → y: the two contradict one another. So a cycle
/// of any length means a cycle of two.</para>
/// </remarks>
internal sealed class QueueOrder
{
    private readonly QueueValue[] values;
    private readonly int[] byPutFrom;
    private readonly int[] byPutTo;
    private readonly int[] byTakeFrom;
    private readonly int[] byTakeTo;
    private readonly byte[] free;
    private readonly bool[] placed;
    private readonly Queue<int> ready = new();

    public QueueOrder(QueueValue[] values)
    {
        this.values = values;
        byPutFrom = SortedBy(value => value.PutFrom);
        byPutTo = SortedBy(value => value.PutTo);
        byTakeFrom = SortedBy(value => value.TakeFrom);
        byTakeTo = SortedBy(value => value.TakeTo);
        free = new byte[values.Length];
        placed = new bool[values.Length];
    }

    /// <summary>The two values that contradict one another, where there is no order.</summary>
    public (int First, int Second) Conflict { get; private set; }

    /// <summary>The order, or <see langword="null"/>.</summary>
    /// <exception cref="LimitReachedException">A limit was reached first.</exception>
    public int[]? Find(Budget budget)
    {
        var order = new int[values.Length];
        var (putFrom, putTo, takeFrom, takeTo) = (0, 0, 0, 0);
        for (var count = 0; count < order.Length; count++)
        {
            budget.Work();
            if (ready.Count == 0)
            {
                var x = FirstLeft(byPutTo, ref putTo);
                var y = FirstLeft(byTakeTo, ref takeTo);
                for (; putFrom < order.Length && values[byPutFrom[putFrom]].PutFrom <= values[x].PutTo; putFrom++)
                {
                    MarkFree(byPutFrom[putFrom]);
                }

                for (; takeFrom < order.Length && values[byTakeFrom[takeFrom]].TakeFrom <= values[y].TakeTo; takeFrom++)
                {
                    MarkFree(byTakeFrom[takeFrom]);
                }

                if (ready.Count == 0)
                {
                    Conflict = (x, y);
                    return null;
                }
            }

            order[count] = ready.Dequeue();
            placed[order[count]] = true;
        }

        return order;
    }

    private int[] SortedBy(Func<QueueValue, int> key)
    {
        var keys = new int[values.Length];
        var sorted = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            keys[i] = key(values[i]);
            sorted[i] = i;
        }

        Array.Sort(keys, sorted);
        return sorted;
    }

    private int FirstLeft(int[] sorted, ref int position)
    {
        while (placed[sorted[position]])
        {
            position++;
        }

        return sorted[position];
    }

    private void MarkFree(int value)
    {
        if (++free[value] == 2)
        {
            ready.Enqueue(value);
        }
    }
}
