using System.Runtime.InteropServices;
using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of a first-in-first-out queue, in O(n log n).</summary>
/// <param name="view">What an operation is to the queue, and the value that it puts in or takes.</param>
/// <remarks>
/// <para>The bad patterns are those of A. Bouajjani, M. Emmi, C. Enea and J. Hamza, <em>On reducing linearizability to state reachability</em>, ICALP 2015: a value taken that was
/// not put in, twice, or before it was put in; two values put in in one order and taken in the other (<see cref="QueueOrder"/>); the queue found empty
/// while values were surely inside all the time (<see cref="EmptyMoments"/>). Each is a violation because of which the whole history is one: leaving out a
/// value, with what put it in and what took it, or a find-empty, keeps a linearization legal.</para>
/// <para>Without a bad pattern there is a linearization, and it is built. Every find-empty has a free moment p: no value has PutTo &lt; p &lt; TakeFrom. So each value can
/// be out before p (TakeFrom &lt; p) or go in after it (p &lt; PutTo); it is counted to the first <em>epoch</em> between such moments in which it can have come out. Within
/// its epoch nothing new must precede anything: an interval is cut only on a side where it goes beyond the epoch. In each epoch the values have an order
/// π that respects →. Going along π, give each put the moment max(the one before, its PutFrom): it is at most its PutTo, or a value before it in π
/// would have been put in after that. Give each take max(the one before, its TakeFrom, its put): at most its TakeTo for the same reason, and because the put's
/// moment is some PutFrom before it in π, which after TakeTo ≥ PutTo would contradict π. Sorted by moment, all of it is in real-time order, and the queue's.</para>
/// </remarks>
internal sealed class QueueMonitor<TInput, TOutput, T>(
    Func<TInput, Outcome<TOutput>, (QueueAction Action, T? Value)> view)
    : CollectionMonitor<TInput, TOutput, T>(view)
{
    /// <inheritdoc/>
    public override string Name => "queue monitor";

    /// <inheritdoc/>
    protected override MonitorResult Decide(
        List<QueueValue> values, List<T?> elements, List<int> empties, EventRanks ranks, ReadOnlySpan<int> indices, Budget budget)
    {
        var all = CollectionsMarshal.AsSpan(values);
        EmptyMoments moments = new(all);
        List<int> cover = [];
        var gaps = new (int Gap, int Operation)[empties.Count];
        for (var i = 0; i < gaps.Length; i++)
        {
            budget.Work();
            if (moments.FirstFree(ranks.Invocation[empties[i]], ranks.Response[empties[i]], cover) is not { } gap)
            {
                return Pattern(cover.Select(value => values[value]), indices, empties[i]);
            }

            gaps[i] = (gap, empties[i]);
        }

        Array.Sort(gaps);
        return Build(values, gaps, indices, budget);
    }

    private static MonitorResult Build(List<QueueValue> values, (int Gap, int Operation)[] gaps, ReadOnlySpan<int> indices, Budget budget)
    {
        List<int> witness = [];
        var epochs = new List<QueueValue>[gaps.Length + 1];
        foreach (var value in values)
        {
            budget.Work();
            (epochs[Epoch(gaps, value.TakeFrom)] ??= []).Add(value);
        }

        var from = -1;
        for (var epoch = 0; epoch <= gaps.Length; epoch++)
        {
            var to = epoch < gaps.Length ? gaps[epoch].Gap : EventRanks.Never;
            if (epochs[epoch] is { } members)
            {
                // Moments are gaps or ranks: the epoch has the ranks above its first gap, up to its last.
                QueueValue[] cut =
                [
                    .. members.Select(value => value with
                    {
                        PutFrom = Math.Max(value.PutFrom, from + 1), PutTo = Math.Min(value.PutTo, to),
                        TakeFrom = Math.Max(value.TakeFrom, from + 1), TakeTo = Math.Min(value.TakeTo, to),
                    }),
                ];
                QueueOrder order = new(cut);
                if (order.Find(budget) is not { } found)
                {
                    var (one, other) = (cut[order.Conflict.First], cut[order.Conflict.Second]);
                    return Pattern([one, other], indices);
                }

                Place(cut, found, witness, indices);
            }

            if (epoch < gaps.Length)
            {
                witness.Add(indices[gaps[epoch].Operation]);
                from = to;
            }
        }

        return MonitorResult.Linearizable([.. witness]);
    }

    // The first epoch that ends after the value can have come out: gap r is before an event exactly if r is less than its rank.
    private static int Epoch((int Gap, int Operation)[] gaps, int takeFrom)
    {
        var (low, high) = (0, gaps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (gaps[middle].Gap < takeFrom)
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

    private static void Place(QueueValue[] values, int[] order, List<int> witness, ReadOnlySpan<int> indices)
    {
        // At the same moment puts come first; otherwise each kind keeps the order.
        var puts = new (int Moment, int Position)[order.Length];
        var takes = new (int Moment, int Position)[order.Length];
        var (put, take, taken) = (int.MinValue, int.MinValue, 0);
        for (var i = 0; i < order.Length; i++)
        {
            ref readonly var value = ref values[order[i]];
            put = Math.Max(put, value.PutFrom);
            puts[i] = (put, value.Put);
            if (value.Take != QueueValue.None)
            {
                take = Math.Max(Math.Max(take, value.TakeFrom), put);
                takes[taken++] = (take, value.Take);
            }
        }

        var (nextPut, nextTake) = (0, 0);
        while (nextPut < order.Length || nextTake < taken)
        {
            var isPut = nextTake == taken || (nextPut < order.Length && puts[nextPut].Moment <= takes[nextTake].Moment);
            witness.Add(indices[isPut ? puts[nextPut++].Position : takes[nextTake++].Position]);
        }
    }
}
