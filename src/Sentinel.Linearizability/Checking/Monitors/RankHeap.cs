namespace Sentinel.Checking.Monitors;

/// <summary>Some numbers, of which the smallest can be taken: a binary heap in memory that the caller gives, so that a small one costs no garbage.</summary>
/// <param name="items">As long as the most numbers that are in it at once.</param>
internal ref struct RankHeap(Span<int> items)
{
    private readonly Span<int> items = items;

    /// <summary>How many are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a number in.</summary>
    public void Add(int number)
    {
        var place = Count++;
        for (; place > 0 && items[(place - 1) / 2] > number; place = (place - 1) / 2)
        {
            items[place] = items[(place - 1) / 2];
        }

        items[place] = number;
    }

    /// <summary>Takes the smallest out; there has to be one.</summary>
    public int TakeFirst()
    {
        var first = items[0];
        var last = items[--Count];
        var place = 0;
        for (var child = 1; child < Count; child = (2 * place) + 1)
        {
            child += child + 1 < Count && items[child + 1] < items[child] ? 1 : 0;
            if (items[child] >= last)
            {
                break;
            }

            items[place] = items[child];
            place = child;
        }

        items[place] = last;
        return first;
    }
}
