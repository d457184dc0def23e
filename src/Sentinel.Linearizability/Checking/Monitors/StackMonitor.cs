using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of a stack, in O(n log n).</summary>
/// <param name="view">What an operation is to the stack, and the value that it pushes or pops.</param>
/// <remarks>
/// <para>In the spirit of U. Mathur and Z. Lee, <em>Efficient decrease-and-conquer linearizability monitoring</em>, OOPSLA 2025: values are taken away one at a time without loss.
/// A value that can be popped where it is pushed (TakeFrom &lt; PutTo) fits anywhere, and is set aside. Every other is surely inside in the gaps from PutTo
/// to before TakeFrom. Take a longest run of gaps that are so covered. Through it the stack is never empty, so one and the same value lies at the bottom all the time;
/// it was pushed before the run, and popped after it. If a value of the run can have been (PutFrom before the run, TakeTo after it), take it for the bottom: in a linearization
/// where another one is, this value can be moved below everything in the run, as the very bottom is in nobody's way. Then the same with the rest of the run, inside it. If no
/// value can have been at the bottom, there is no linearization.</para>
/// <para>What can be a bottom stays so, for runs only shrink: a value can if a gap in which it can be pushed is free, and a gap in which it can be popped. Each gap becomes free once
/// (<see cref="CoverCounts"/>), and then says so to the values that wait for it (<see cref="WaitingRanges"/>).</para>
/// <para>Runs do not touch, so what is built for them fits together. The bottom is pushed in the gap before its run, and popped in the gap after it. In one gap: pops, the
/// innermost first; find-empties, in gaps that no run covers; pushes, the outermost first; then the values that were set aside, each popped right after its push.</para>
/// <para>The bad pattern: a chain of values of the run that covers it, since none of them can lie at its bottom.</para>
/// </remarks>
internal sealed class StackMonitor<TInput, TOutput, T>(Func<TInput, Outcome<TOutput>, (QueueAction Action, T? Value)> view)
    : CollectionMonitor<TInput, TOutput, T>(view, isLastInFirstOut: true)
{
    /// <inheritdoc/>
    public override string Name => "stack monitor";

    /// <inheritdoc/>
    protected override MonitorResult Decide(
        List<QueueValue> values, List<T?> elements, List<int> empties, EventRanks ranks, ReadOnlySpan<int> indices, Budget budget)
    {
        List<Placement> placements = new(indices.Length);
        List<QueueValue> lasting = [];
        foreach (var value in values)
        {
            if (value.TakeFrom < value.PutTo)
            {
                placements.Add(new(value.TakeFrom, 3, value.Put, 0, value.Put));
                placements.Add(new(value.TakeFrom, 3, value.Put, 1, value.Take));
            }
            else
            {
                lasting.Add(value);
            }
        }

        var sorted = lasting.ToArray();
        Array.Sort(sorted, static (one, other) => one.PutTo.CompareTo(other.PutTo));
        EmptyMoments moments = new(sorted);
        List<int> cover = [];
        foreach (var empty in empties)
        {
            if (moments.FirstFree(ranks.Invocation[empty], ranks.Response[empty], cover) is not { } gap)
            {
                return Pattern(cover.Select(i => sorted[i]), indices, empty);
            }

            placements.Add(new(gap, 1, empty, 0, empty));
        }

        return Peel(sorted, placements, ranks, indices, budget) ?? MonitorResult.Linearizable(Placement.Witness(placements, indices));
    }

    /// <summary>Places all values, one bottom after the other.</summary>
    /// <returns><see langword="null"/> where that succeeds.</returns>
    private static MonitorResult? Peel(QueueValue[] values, List<Placement> placements, EventRanks ranks, ReadOnlySpan<int> indices, Budget budget)
    {
        var gaps = (2 * ranks.Response.Length) + 1;
        CoverCounts counts = new(values, gaps);
        GapSet free = new(gaps);
        WaitingRanges forPush = new(Array.ConvertAll(values, value => (value.PutFrom, value.PutTo)));
        WaitingRanges forPop = new(Array.ConvertAll(values, value => value.Take == QueueValue.None ? (0, -1) : (value.TakeFrom, value.TakeTo)));
        var canBePushed = new bool[values.Length];
        var canBePopped = Array.ConvertAll(values, value => value.Take == QueueValue.None);
        var isPlaced = new bool[values.Length];
        Stack<int> bottoms = new();
        var order = 0;
        for (Release(); bottoms.TryPop(out var bottom); Release())
        {
            budget.Work();
            ref readonly var value = ref values[bottom];
            isPlaced[bottom] = true;
            placements.Add(new(free.Previous(value.PutTo), 2, order, 0, value.Put));
            if (value.Take != QueueValue.None)
            {
                placements.Add(new(free.Next(value.TakeFrom), 0, -order, 0, value.Take));
            }

            order++;
            counts.Remove(value.PutTo, Math.Min(value.TakeFrom, gaps));
        }

        return order == values.Length ? null : Pattern(Chain(FirstRun([.. values.Where((_, i) => !isPlaced[i])])), indices);

        void Release()
        {
            for (var gap = counts.TakeFree(); gap >= 0; gap = counts.TakeFree())
            {
                free.Add(gap);
                for (var value = forPush.Take(gap); value >= 0; value = forPush.Take(gap))
                {
                    canBePushed[value] = true;
                    PushIfBottom(value);
                }

                for (var value = forPop.Take(gap); value >= 0; value = forPop.Take(gap))
                {
                    canBePopped[value] = true;
                    PushIfBottom(value);
                }
            }
        }

        void PushIfBottom(int value)
        {
            if (canBePushed[value] && canBePopped[value])
            {
                bottoms.Push(value);
            }
        }
    }

    private static ReadOnlySpan<QueueValue> FirstRun(QueueValue[] values)
    {
        var (last, to) = (values[0].TakeFrom, 1);
        for (; to < values.Length && values[to].PutTo < last; to++)
        {
            last = Math.Max(last, values[to].TakeFrom);
        }

        return values.AsSpan(0, to);
    }

    // Each covers the gap at which the one before it stops, and of those that do goes furthest.
    private static List<QueueValue> Chain(ReadOnlySpan<QueueValue> run)
    {
        List<QueueValue> chain = [];
        var last = 0;
        foreach (ref readonly var value in run)
        {
            last = Math.Max(last, value.TakeFrom);
        }

        var (reached, i) = (run[0].PutTo, 0);
        while (reached < last)
        {
            var furthest = run[i];
            for (; i < run.Length && run[i].PutTo <= reached; i++)
            {
                furthest = run[i].TakeFrom > furthest.TakeFrom ? run[i] : furthest;
            }

            chain.Add(furthest);
            reached = furthest.TakeFrom;
            i = Math.Min(i, run.Length - 1);
        }

        return chain;
    }
}
