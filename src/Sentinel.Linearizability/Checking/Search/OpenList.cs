namespace Sentinel.Checking.Search;

/// <summary>The required operations that are open just before the k-th return, as k moves forward and back.</summary>
/// <remarks>
/// A doubly linked list in the order of responses, so that its head is the returning operation, and the first of several twins is the one that
/// returns first. Which operations are open at k does not depend on the search, hence neither does the place where one is inserted nor
/// its slot; both are found once, and each move is then a few assignments, undone in the opposite order ("dancing links").
/// </remarks>
internal sealed class OpenList
{
    private readonly Stack<int> freeSlots = new();
    private int[] next = [];
    private int[] previous = [];
    private int[] insertAfter = [];
    private int[] rank = [];
    private int[] returns = [];
    private int[] opened = [];
    private int end;

    /// <summary>The next return; all before it are linearized.</summary>
    public int Position { get; private set; }

    /// <summary>Slot, for each required operation: two operations that are open at the same time have different ones.</summary>
    public int[] Slot { get; private set; } = [];

    /// <summary>How many slots there are: the largest number of operations open at once.</summary>
    public int Slots { get; private set; }

    /// <summary>The k at which the most operations are open.</summary>
    public int WidestAt { get; private set; }

    /// <summary>The mark before the first and after the last open operation.</summary>
    public int End => end;

    /// <summary>The open operation that returns first.</summary>
    public int First => next[end];

    public int After(int operation) => next[operation];

    /// <summary>The operation's place in the order of returns, from 0.</summary>
    public int ReturnOf(int operation) => rank[operation];

    /// <summary>Starts at k = 0 for operations 0 to count − 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inReturnOrder">The operations in the order of their responses.</param>
    /// <param name="openedAt">For each k, how many were invoked no later than the k-th response.</param>
    public void Load(int count, int[] inReturnOrder, int[] openedAt)
    {
        returns = inReturnOrder;
        opened = openedAt;
        end = count;
        if (next.Length <= count)
        {
            next = new int[count + 1];
            previous = new int[count + 1];
            insertAfter = new int[count + 1];
            rank = new int[count + 1];
            Slot = new int[count + 1];
        }

        for (var k = 0; k < count; k++)
        {
            rank[returns[k]] = k;
        }

        FindPlaces(count);
        next[end] = previous[end] = end;
        Position = 0;
        for (var operation = 0; count > 0 && operation < opened[0]; operation++)
        {
            InsertAfter(insertAfter[operation], operation);
        }
    }

    /// <summary>The head has been linearized and returns.</summary>
    public void Forward()
    {
        Remove(returns[Position]);
        var from = opened[Position];
        Position++;
        for (var operation = from; Position < end && operation < opened[Position]; operation++)
        {
            InsertAfter(insertAfter[operation], operation);
        }
    }

    /// <summary>Undoes <see cref="Forward"/> until the position is the one given.</summary>
    public void BackTo(int position)
    {
        while (Position > position)
        {
            for (var operation = Position < end ? opened[Position] - 1 : -1; operation >= opened[Position - 1]; operation--)
            {
                Remove(operation);
            }

            Position--;
            InsertAfter(end, returns[Position]);
        }
    }

    private void FindPlaces(int count)
    {
        freeSlots.Clear();
        Slots = 0;
        WidestAt = 0;
        next[end] = previous[end] = end;
        var operation = 0;
        for (var k = 0; k < count; k++)
        {
            for (; operation < opened[k]; operation++)
            {
                var place = previous[end];
                while (place != end && rank[place] > rank[operation])
                {
                    place = previous[place];
                }

                insertAfter[operation] = place;
                InsertAfter(place, operation);
                if (!freeSlots.TryPop(out var slot))
                {
                    slot = Slots++;
                    WidestAt = k;
                }

                Slot[operation] = slot;
            }

            Remove(returns[k]);
            freeSlots.Push(Slot[returns[k]]);
        }
    }

    private void InsertAfter(int place, int operation)
    {
        var following = next[place];
        next[operation] = following;
        previous[operation] = place;
        next[place] = operation;
        previous[following] = operation;
    }

    private void Remove(int operation)
    {
        var before = previous[operation];
        var after = next[operation];
        next[before] = after;
        previous[after] = before;
    }
}
