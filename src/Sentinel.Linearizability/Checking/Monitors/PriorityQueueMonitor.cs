using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of a priority queue in O(n log n).</summary>
/// <param name="view">What an operation is to the priority queue, and the value that it puts in or takes.</param>
/// <remarks>
/// <para>A removal of x is right exactly if no lesser value is inside; to the lesser values it is a find-empty (A. Bouajjani, C. Enea and C. Wang, <em>Checking
/// linearizability of concurrent priority queues</em>, CONCUR 2017). So values are placed from the least up, each inside for as short as it can be: it is taken in the
/// first gap, from TakeFrom on, that no lesser value covers, and put in as late as it can be, in the same gap or in the last one before PutTo. It then covers the gaps from
/// PutTo to before the one in which it is taken.</para>
/// <para>Nothing is lost by that. Claim: in every linearization a value covers at least those gaps. By induction from the least up: the gap in which a linearization takes x is
/// covered by no lesser value there, hence by none here, and is not before TakeFrom; so it is not before the gap chosen here, and x went in before PutTo. So if there is
/// no gap for x before its TakeTo, there is no linearization. A find-empty is the same with all values for lesser ones.</para>
/// <para>In one gap: what is taken, from the least up, each after its own put where that is in the gap too; then find-empties; then what is put in and stays. When x is
/// taken, the lesser values taken in this gap are gone, the others do not cover it, and the puts come later.</para>
/// <para>The bad pattern of x: the values that cover its gaps, and those because of which these were taken late.</para>
/// </remarks>
internal sealed class PriorityQueueMonitor<TInput, TOutput, T>(Func<TInput, Outcome<TOutput>, (QueueAction Action, T? Value)> view)
    : CollectionMonitor<TInput, TOutput, T>(view)
{
    /// <summary>How many values are gone through to find those of a bad pattern; a range takes all of them.</summary>
    private const long MaxWork = 100_000_000;

    /// <inheritdoc/>
    public override string Name => "priority queue monitor";

    /// <inheritdoc/>
    protected override MonitorResult Decide(
        List<QueueValue> values, List<T?> elements, List<int> empties, EventRanks ranks, ReadOnlySpan<int> indices, Budget budget)
    {
        var keys = elements.ToArray();
        var sorted = values.ToArray();
        Array.Sort(keys, sorted);
        SortEqual(keys, sorted);
        FreeGaps free = new((2 * indices.Length) + 1);
        var taken = new int[sorted.Length];
        List<Placement> placements = new(indices.Length);
        for (var i = 0; i < sorted.Length; i++)
        {
            budget.Work();
            ref readonly var value = ref sorted[i];
            if (value.Take == QueueValue.None)
            {
                taken[i] = EventRanks.Never;
            }
            else if ((taken[i] = free.From(value.TakeFrom)) >= value.TakeTo)
            {
                return Explain(sorted, taken, i, indices, budget);
            }
            else
            {
                placements.Add(new(taken[i], 0, i, 1, value.Take));
            }

            var isBrief = taken[i] < value.PutTo;
            placements.Add(isBrief ? new(taken[i], 0, i, 0, value.Put) : new(value.PutTo - 1, 2, i, 0, value.Put));
            free.Cover(value.PutTo, taken[i]);
        }

        foreach (var empty in empties)
        {
            var gap = free.From(ranks.Invocation[empty]);
            if (gap >= ranks.Response[empty])
            {
                HashSet<int> pattern = [];
                return Close(sorted, taken, sorted.Length, ranks.Invocation[empty], ranks.Response[empty], pattern, budget)
                    ? Pattern(pattern.Select(i => sorted[i]), indices, empty)
                    : MonitorResult.NotMine;
            }

            placements.Add(new(gap, 1, empty, 0, empty));
        }

        return MonitorResult.Linearizable(Placement.Witness(placements, indices));
    }

    /// <summary>Equal elements come out in the order in which they went in.</summary>
    private static void SortEqual(T?[] keys, QueueValue[] sorted)
    {
        for (var from = 0; from < keys.Length;)
        {
            var to = from + 1;
            while (to < keys.Length && Comparer<T?>.Default.Compare(keys[from], keys[to]) == 0)
            {
                to++;
            }

            if (to > from + 1)
            {
                sorted.AsSpan(from, to - from).Sort(static (one, other) => one.Put.CompareTo(other.Put));
            }

            from = to;
        }
    }

    private static MonitorResult Explain(QueueValue[] values, int[] taken, int stuck, ReadOnlySpan<int> indices, Budget budget)
    {
        HashSet<int> pattern = [stuck];
        return Close(values, taken, stuck, values[stuck].TakeFrom, values[stuck].TakeTo, pattern, budget)
            ? Pattern(pattern.Select(i => values[i]), indices)
            : MonitorResult.NotMine;
    }

    /// <summary>Adds the values below one that cover the gaps in a range, and what kept those inside in turn.</summary>
    /// <returns><see langword="false"/> where that is too much work: the search then has to find its own words.</returns>
    private static bool Close(QueueValue[] values, int[] taken, int below, int from, int to, HashSet<int> pattern, Budget budget)
    {
        var byPutTo = new int[values.Length];
        var putTo = Array.ConvertAll(values, value => value.PutTo);
        for (var i = 0; i < values.Length; i++)
        {
            byPutTo[i] = i;
        }

        Array.Sort(putTo, byPutTo);
        Stack<(int Below, int From, int To)> open = new([(below, from, to)]);
        for (var work = 0L; open.TryPop(out var range); work += values.Length)
        {
            if (work > MaxWork)
            {
                return false;
            }

            // Of those below that surely went in before the gap, the one that stays longest; it covers the gap.
            var (longest, next) = (-1, 0);
            for (var gap = range.From; gap < range.To; gap = taken[longest])
            {
                for (; next < values.Length && putTo[next] <= gap; next++)
                {
                    budget.Work();
                    var value = byPutTo[next];
                    longest = value < range.Below && (longest < 0 || taken[value] > taken[longest]) ? value : longest;
                }

                if (pattern.Add(longest) && taken[longest] > values[longest].TakeFrom)
                {
                    open.Push((longest, values[longest].TakeFrom, taken[longest]));
                }
            }
        }

        return true;
    }
}
