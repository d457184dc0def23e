using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of a stack in which every value is pushed at most once, in O(n · the stack's height).</summary>
/// <param name="view">What an operation is to the stack, and the value that it pushes or pops.</param>
/// <remarks>
/// <para>In the spirit of U. Mathur and Z. Lee, <em>Efficient decrease-and-conquer linearizability monitoring</em>, OOPSLA 2025: values are taken away one at a time without loss.
/// A value that can be popped where it is pushed (TakeFrom &lt; PutTo) fits anywhere, and is set aside. Every other is surely inside in the gaps from PutTo
/// to before TakeFrom. Take a longest run of gaps that are so covered. Through it the stack is never empty, so one and the same value lies at the bottom all the time;
/// it was pushed before the run, and popped after it. If a value of the run can have been (PutFrom before the run, TakeTo after it), take it for the bottom: in a linearization
/// where another one is, this value can be moved below everything in the run, as the very bottom is in nobody's way. Then the same with the rest of the run, inside it. If no
/// value can have been at the bottom, there is no linearization.</para>
/// <para>Runs do not touch, so what is built for them fits together. The bottom is pushed in the gap before its run, and popped in the gap after it. In one gap: pops, the
/// innermost first; find-empties, in gaps that no run covers; pushes, the outermost first; then the values that were set aside, each popped right after its push.</para>
/// <para>The bad pattern: a chain of values of the run that covers it, since none of them can lie at its bottom.</para>
/// </remarks>
internal sealed class StackMonitor<TInput, TOutput, T>(Func<TInput, Outcome<TOutput>, (QueueAction Action, T? Value)> view)
    : CollectionMonitor<TInput, TOutput, T>(view)
{
    /// <summary>More is not worth it: a stack of such a height is left to the search.</summary>
    private const long MaxWork = 3_000_000_000;

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

        return Peel(sorted, placements, indices, budget) ?? MonitorResult.Linearizable(Placement.Witness(placements, indices));
    }

    /// <summary>Places all values, run by run and bottom by bottom.</summary>
    /// <returns><see langword="null"/> where that succeeds.</returns>
    private static MonitorResult? Peel(QueueValue[] values, List<Placement> placements, ReadOnlySpan<int> indices, Budget budget)
    {
        // Segments of the array, each sorted by PutTo, to be split into runs; the bottom of a run is taken out, and the rest is a segment again.
        Stack<(int From, int To, int Depth)> segments = new([(0, values.Length, 0)]);
        var work = 0L;
        while (segments.TryPop(out var segment))
        {
            if ((work += segment.To - segment.From) > MaxWork)
            {
                return MonitorResult.NotMine;
            }

            for (var from = segment.From; from < segment.To;)
            {
                budget.Work();
                var last = values[from].TakeFrom;
                var to = from + 1;
                for (; to < segment.To && values[to].PutTo < last; to++)
                {
                    budget.Work();
                    last = Math.Max(last, values[to].TakeFrom);
                }

                var run = values.AsSpan(from, to - from);
                var bottom = FindBottom(run, last);
                if (bottom < 0)
                {
                    return Pattern(Chain(run, last), indices);
                }

                placements.Add(new(run[0].PutTo - 1, 2, segment.Depth, 0, run[bottom].Put));
                if (run[bottom].Take != QueueValue.None)
                {
                    placements.Add(new(last, 0, -segment.Depth, 0, run[bottom].Take));
                }

                // The others close the ranks, in their order.
                run[..bottom].CopyTo(run[1..]);
                if (run.Length > 1)
                {
                    segments.Push((from + 1, to, segment.Depth + 1));
                }

                from = to;
            }
        }

        return null;
    }

    private static int FindBottom(ReadOnlySpan<QueueValue> run, int last)
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (run[i].PutFrom < run[0].PutTo && (run[i].TakeTo > last || run[i].TakeTo == EventRanks.Never))
            {
                return i;
            }
        }

        return -1;
    }

    // Each covers the gap at which the one before it stops, and of those that do goes furthest.
    private static List<QueueValue> Chain(ReadOnlySpan<QueueValue> run, int last)
    {
        List<QueueValue> chain = [];
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
