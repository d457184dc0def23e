using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of a counter whose increments all add the same, in O(n log n).</summary>
/// <param name="initial">The count before the first operation.</param>
/// <remarks>
/// <para>Count in steps of that amount. Let N(x) be how many increments have happened at a moment x. A get of v in [l, r] means N(l) ≤ v ≤ N(r); conversely, where that
/// holds, it can stand right after the v-th increment or at l, whichever is later. An increment that was told v is the v-th: nobody else may be. So the v-th increment is
/// <em>released</em> by the last invocation among the gets of less than v and the increment that was told v, and is <em>due</em> at the first response among those told v or more.</para>
/// <para>Time is gone through once, and an increment happens only when it has to: at its own response, or when one told v returns and fewer than v have happened. In
/// the second case it is the open one that returns first; one with an Unknown outcome never does, and is left out if it is never needed.</para>
/// <para>Claim: in every linearization, at every moment, at least as many have happened. Let it hold before a moment x at which one more has to. If that is because one told v
/// returns, v have happened in every linearization. Else j returns. Let y be the last moment at which one was taken that returns after x: j was not open then, nor any other that returns
/// before x. So all that were taken since y were invoked since y and return by x, and happen in between in every linearization, which at y had as many. (Those that
/// were told have places of their own, and are skipped in both; without such a y, all that were taken return by x.)</para>
/// <para>So if the one that has to happen is not released at x, more have happened in every linearization than somebody who asks later was told; and if none is open, more must have
/// happened than were invoked. Who asks later, or else returns at x, is to blame. The bad pattern is all operations invoked before that one returns, since leaving out any of them
/// changes the counts. Those invoked before it is invoked are not enough: one that returns earlier would miss what it was told of, and be blamed instead.</para>
/// <para>Amounts that differ make it a question of sums of subsets, which is hard: the search decides.</para>
/// </remarks>
internal sealed class CounterMonitor(long initial) : IMonitor<CounterInput, long?>
{
    private const int None = -1;

    /// <inheritdoc/>
    public string Name => "counter monitor";

    /// <inheritdoc/>
    public MonitorResult Decide(History<CounterInput, long?> history, ReadOnlySpan<int> indices, Budget budget)
    {
        if (FindAmount(history, indices) is not { } amount)
        {
            return MonitorResult.NotMine;
        }

        var ranks = EventRanks.Of(history, indices);
        var told = new int[indices.Length];
        for (var i = 0; i < told.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            told[i] = None;
            if (operation.Outcome is { IsReturned: true, Value: { } count })
            {
                // As far as the count can get, the difference does not wrap around.
                var difference = unchecked(count - initial);
                var (steps, rest) = difference == long.MinValue ? (-1, 0) : Math.DivRem(difference, amount);
                if (rest != 0 || steps < (operation.Input.IsGet ? 0 : 1) || steps > indices.Length)
                {
                    return ranks.RefutedUpTo(ranks.Response[i], indices);
                }

                told[i] = (int)steps;
            }
        }

        return new Schedule(history, indices, ranks, told).Run(budget);
    }

    /// <summary>What all increments add; <see langword="null"/> where that is not one thing, or something is neither a get nor an increment that the monitor knows.</summary>
    private static long? FindAmount(History<CounterInput, long?> history, ReadOnlySpan<int> indices)
    {
        long? found = null;
        foreach (var index in indices)
        {
            ref readonly var operation = ref history[index];
            var amount = operation.Input.Amount;
            var isKnown = operation.Input.IsGet
                ? operation.Outcome is { IsReturned: true, Value: not null }
                : amount is not 0 and >= int.MinValue and <= int.MaxValue && (found is null || found == amount);
            if (!isKnown)
            {
                return null;
            }

            found ??= amount;
        }

        return found ?? 1;
    }

    /// <summary>One pass over time.</summary>
    private readonly ref struct Schedule(History<CounterInput, long?> history, ReadOnlySpan<int> indices, EventRanks ranks, int[] told)
    {
        // By place: 1 for the first increment. Nobody can be told more than there are operations.
        private readonly int[] increments = new int[told.Length + 2];
        private readonly int[] released = new int[told.Length + 2];
        private readonly PriorityQueue<int, int> open = new();
        private readonly ReadOnlySpan<int> indices = indices;

        public MonitorResult Run(Budget budget)
        {
            if (Release() is { } twice)
            {
                return ranks.RefutedUpTo(ranks.Response[twice], indices);
            }

            var (happened, invoked) = (0, 0);
            var isTaken = new bool[told.Length];
            var responders = ranks.Responders();
            for (var x = 0; x < responders.Length; x++)
            {
                budget.Work();
                var operation = responders[x];
                if (operation < 0)
                {
                    if (told[invoked] == None)
                    {
                        open.Enqueue(invoked, ranks.Response[invoked]);
                    }

                    invoked++;
                    continue;
                }

                while (told[operation] == None ? !isTaken[operation] : happened < told[operation])
                {
                    var place = happened + 1;
                    if (released[place] > x || (increments[place] == None && open.Count == 0))
                    {
                        return ranks.RefutedUpTo(released[place] > x ? ResponseOfInvocation(released[place]) : x, indices);
                    }

                    if (increments[place] == None)
                    {
                        increments[place] = open.Dequeue();
                        isTaken[increments[place]] = true;
                    }

                    happened = place;
                }
            }

            return MonitorResult.Linearizable(Witness(happened));
        }

        /// <summary>Gives those that were told a count their places, and finds when each place is released.</summary>
        /// <returns>An increment that was told what another one was told, and returned after that.</returns>
        private int? Release()
        {
            Array.Fill(increments, None);
            Array.Fill(released, -1);
            for (var i = 0; i < told.Length; i++)
            {
                if (told[i] == None)
                {
                    continue;
                }

                var isGet = history[indices[i]].Input.IsGet;
                if (!isGet)
                {
                    if (increments[told[i]] is not None and var other)
                    {
                        return ranks.Response[other] > ranks.Response[i] ? other : i;
                    }

                    increments[told[i]] = i;
                }

                // Invocations come in their order.
                released[told[i] + (isGet ? 1 : 0)] = ranks.Invocation[i];
            }

            for (var place = 1; place < released.Length; place++)
            {
                released[place] = Math.Max(released[place], released[place - 1]);
            }

            return null;
        }

        private int ResponseOfInvocation(int rank) => ranks.Response[Array.BinarySearch(ranks.Invocation, rank)];

        // Gets of the same count stand together, in the order of their invocations.
        private int[] Witness(int happened)
        {
            var next = new int[happened + 2];
            for (var i = 0; i < told.Length; i++)
            {
                if (history[indices[i]].Input.IsGet)
                {
                    next[told[i] + 1]++;
                }
            }

            for (var place = 1; place <= happened; place++)
            {
                next[place + 1]++;
            }

            for (var place = 1; place < next.Length; place++)
            {
                next[place] += next[place - 1];
            }

            var witness = new int[next[^1]];
            for (var place = 1; place <= happened; place++)
            {
                witness[next[place]++] = indices[increments[place]];
            }

            for (var i = 0; i < told.Length; i++)
            {
                if (history[indices[i]].Input.IsGet)
                {
                    witness[next[told[i]]++] = indices[i];
                }
            }

            return witness;
        }
    }
}
