namespace Sentinel.Checking.Monitors;

/// <summary>Operations that stand in one block in every linearization, by the two events that say where: f, the first response, and s, the last invocation.</summary>
/// <remarks>
/// <para>P. Gibbons and E. Korach, <em>Testing shared memories</em>, 1997, section 4. Some operation of A precedes some operation of B exactly if f(A) &lt; s(B); then block A
/// must come before block B. Write A → B.</para>
/// <para>Blocks have an order that respects real time exactly if no two of them have A → B and B → A. Needed: they cannot come before each
/// other. Enough: with A → B and not B → A we have f(A) &lt; s(B) and s(A) ≤ f(B), so f(A) + s(A) &lt; f(B) + s(B). Hence blocks sorted by f + s respect
/// every →. Blocks of the same f + s are not related, or would be found in conflict.</para>
/// <para>A conflict is found in that order too: if B stands after A, but f(B) &lt; s(A), then f(A) ≤ f(B) + s(B) − s(A) &lt; s(B), so A → B as well.</para>
/// </remarks>
internal struct Zone
{
    /// <summary>The operation that responds first, by its position; -1 for none.</summary>
    public int FirstResponse;

    /// <summary>The operation that is invoked last; -1 for none.</summary>
    public int LastInvocation;

    /// <summary>f, as a rank.</summary>
    public int First;

    /// <summary>s, as a rank.</summary>
    public int Last;

    /// <summary>Of no operation.</summary>
    public static Zone Empty => new() { FirstResponse = -1, LastInvocation = -1, First = EventRanks.Never, Last = -1 };

    /// <summary>Begun before everything.</summary>
    public static Zone BeforeEverything => Empty with { First = -1 };

    public void Add(int position, EventRanks ranks)
    {
        if (ranks.Response[position] < First)
        {
            (First, FirstResponse) = (ranks.Response[position], position);
        }

        if (ranks.Invocation[position] > Last)
        {
            (Last, LastInvocation) = (ranks.Invocation[position], position);
        }
    }

    /// <summary>Sorts blocks; those without any response have not to be there, and are left out.</summary>
    /// <returns>The order, by numbers of the blocks, and two that must come before each other, if there are.</returns>
    public static (int[] Order, (int One, int Other)? Conflict) Sort(ReadOnlySpan<Zone> zones)
    {
        var keys = new long[zones.Length];
        var order = new int[zones.Length];
        var count = 0;
        for (var id = 0; id < zones.Length; id++)
        {
            if (zones[id].First != EventRanks.Never)
            {
                keys[count] = (long)zones[id].First + zones[id].Last;
                order[count++] = id;
            }
        }

        Array.Sort(keys, order, 0, count);
        var first = -1;
        for (var i = count - 1; i >= 0; i--)
        {
            if (first >= 0 && zones[first].First < zones[order[i]].Last)
            {
                return ([], (order[i], first));
            }

            if (first < 0 || zones[order[i]].First < zones[first].First)
            {
                first = order[i];
            }
        }

        return (order[..count], null);
    }
}
