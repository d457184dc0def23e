namespace Sentinel.Checking.Monitors;

/// <summary>Finds, for each time that a queue was found empty, a moment at which it can have been.</summary>
/// <remarks>A value is surely inside from the end of <see cref="QueueValue.PutTo"/> to the beginning of <see cref="QueueValue.TakeFrom"/>. A moment is free where it is
/// inside no such stretch. Moments are the gaps between events; gap r lies right after the event of rank r.</remarks>
internal sealed class EmptyMoments
{
    private readonly QueueValue[] byPutTo;
    private readonly int[] valueOf;
    private readonly int[] coveredUpTo;
    private readonly int[] coveredBy;

    public EmptyMoments(ReadOnlySpan<QueueValue> values)
    {
        byPutTo = values.ToArray();
        valueOf = new int[values.Length];
        coveredUpTo = new int[values.Length];
        coveredBy = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            valueOf[i] = i;
        }

        Array.Sort(byPutTo.Select(value => value.PutTo).ToArray(), valueOf);
        for (var i = 0; i < valueOf.Length; i++)
        {
            byPutTo[i] = values[valueOf[i]];
            var isFurther = i == 0 || byPutTo[i].TakeFrom > coveredUpTo[i - 1];
            coveredUpTo[i] = isFurther ? byPutTo[i].TakeFrom : coveredUpTo[i - 1];
            coveredBy[i] = isFurther ? valueOf[i] : coveredBy[i - 1];
        }
    }

    /// <summary>The first free gap in an interval, or <see langword="null"/>; then <paramref name="cover"/> has values that cover the interval together.</summary>
    public int? FirstFree(int from, int to, List<int> cover)
    {
        cover.Clear();
        for (var gap = from; gap < to;)
        {
            // Of the values that went in for sure before the gap, the one that surely stays longest.
            var count = CountPutBefore(gap);
            if (count == 0 || coveredUpTo[count - 1] <= gap)
            {
                return gap;
            }

            cover.Add(coveredBy[count - 1]);
            gap = coveredUpTo[count - 1];
        }

        return null;
    }

    // Values whose PutTo is at most this rank: gap r lies after the event r.
    private int CountPutBefore(int gap)
    {
        var (low, high) = (0, byPutTo.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (byPutTo[middle].PutTo <= gap)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
