using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Explaining;

/// <summary>Finds small windows in a partition that the search has refuted. Every move is sound: if a window has no order, the partition has none.</summary>
/// <remarks>
/// <para>The moves, from the refuted partition on:</para>
/// <list type="number">
/// <item>What begins after the response of the stuck operation is left out, and what is still open there may be in an order or not, with its outcome. An order
/// of the whole, cut off after the stuck operation, is an order of the rest.</item>
/// <item>Everything that returned before some return is replaced by the complete set of what it can have come to: states, each with the operations
/// still open or Unknown that took effect there already. The search has entered them all
/// (<see cref="IKernel{TState, TInput, TOutput}.StartsAt"/>).</item>
/// <item>Read-only operations are left out. An order of the whole without them is an order of the rest.</item>
/// <item>Just before the stuck operation's return the others that are open are left out too: they are in what the beginning can have come to, each where the search took it
/// before that return. In just-in-time order the steps before a return end with the returning operation: if the whole has an order, one of those states accepts it.</item>
/// </list>
/// <para>Nothing else is dropped on its own: without a write a read of its value looks like a violation.</para>
/// </remarks>
internal sealed class WindowFinder<TState, TInput, TOutput>(
    History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, PartitionSearch<TState, TInput, TOutput> search, int[] partition, int stuck,
    Budget budget, Func<int, bool>? mayDrop = null)
    where TState : notnull
{
    /// <summary>Windows up to this size are shown whole.</summary>
    public const int FewOperations = 12;

    private const int MaxStates = 8;
    private const int MaxStarts = 100;
    private const int MaxLastStates = 1_000;
    private const int MaxShrunk = 64;
    private const int MaxTries = 6;
    private readonly long end = history[stuck].Interval.Response;
    private readonly Dictionary<TState, PartitionSearch<TState, TInput, TOutput>> searches = new(model.StateComparer);

    /// <summary>Windows of few operations, the ones that show the most first: not all of them can be gone through.</summary>
    public IEnumerable<Window<TState, TInput, TOutput>> Find()
    {
        var last = search.ReturnOf(stuck);
        int[] unknown = [.. partition.Where(index => !history[index].Outcome.IsReturned && history[index].Interval.Invocation <= end)];
        var first = Math.Max(0, last - MaxShrunk);
        var starts = search.CountStarts(first, last);
        var (tries, most) = (0, FewOperations);

        // A longer window holds more operations; the first that fits shows the most. Unknown operations are counted later: a start may have used them.
        for (var k = first; k <= last && tries < MaxTries && budget.Reached is null; k++)
        {
            if (starts[k - first] <= MaxStarts && TryWindow(k, last, unknown, most, ref tries) is { } window)
            {
                yield return window;

                // It had too many orders to go through; one that is hardly smaller has too.
                most = window.Operations.Count * 3 / 4;
            }
        }

        WindowStart<TState>[] met =
        [
            .. search.StartsAt(last, last, andAt: true).Select(start => start with { Used = start.Used.Contains(stuck) ? [stuck] : [] })
                .OrderByDescending(start => start.Used.Count).DistinctBy(start => start.State, model.StateComparer),
        ];
        if (met.Length <= MaxLastStates)
        {
            yield return NewWindow([stuck], met, isBeginning: false);
        }
    }

    private Window<TState, TInput, TOutput>? TryWindow(int k, int last, int[] unknown, int most, ref int tries)
    {
        var across = search.OpenAcross(k, last);
        if (across.Count(index => !MayDrop(index)) + unknown.Length > MaxShrunk)
        {
            return null;
        }

        IReadOnlyList<WindowStart<TState>> starts = k == 0 ? [new(model.InitialState, [])] : [.. search.StartsAt(k, last)];
        if (starts.Select(start => start.State).Distinct(model.StateComparer).Count() > MaxStates)
        {
            return null;
        }

        // What has taken effect whatever happened is gone.
        int[] shown = [.. across.Concat(unknown).Where(index => !starts.All(start => start.Used.Contains(index))).Order()];
        if (shown.Count(index => index == stuck || !MayDrop(index)) > most)
        {
            return null;
        }

        tries++;
        if (shown.Length > most)
        {
            shown = DropReads(shown, starts);
        }

        return shown.Length > most ? null : NewWindow(shown, starts, k == 0);
    }

    private Window<TState, TInput, TOutput> NewWindow(int[] shown, IReadOnlyList<WindowStart<TState>> starts, bool isBeginning) =>
        new([.. shown.Select(index => new WindowOperation<TInput, TOutput>(index, Truncated(index)))], starts, isBeginning);

    /// <summary>Leaves out read-only operations, in halves, quarters and so on, as long as the rest is a violation.</summary>
    private int[] DropReads(int[] shown, IReadOnlyList<WindowStart<TState>> starts)
    {
        List<int> reads = [.. shown.Where(index => index != stuck && MayDrop(index))];
        HashSet<int> kept = [.. shown];
        for (var chunk = reads.Count; chunk > 0; chunk /= 2)
        {
            for (var from = 0; from < reads.Count;)
            {
                var dropped = reads.GetRange(from, Math.Min(chunk, reads.Count - from));
                int[] rest = [.. shown.Where(index => kept.Contains(index) && !dropped.Contains(index))];
                if (starts.All(start => IsRefuted(rest, start)))
                {
                    kept.ExceptWith(dropped);
                    reads.RemoveRange(from, dropped.Count);
                }
                else
                {
                    from += chunk;
                }
            }
        }

        return [.. shown.Where(kept.Contains)];
    }

    // Tests replace the rule, to show that a wrong one would be noticed.
    private bool MayDrop(int index) => mayDrop?.Invoke(index) ?? model.IsReadOnly(history[index].Input, history[index].Outcome);

    private bool IsRefuted(int[] indices, WindowStart<TState> start)
    {
        int[] unused = [.. indices.Where(index => !start.Used.Contains(index))];
        foreach (var _ in indices)
        {
            budget.CountConfiguration(); // The search of a window first takes in its operations; that counts too.
        }

        if (!searches.TryGetValue(start.State, out var from))
        {
            searches.Add(start.State, from = new(new StartingModel<TState, TInput, TOutput>(model, start.State), budget, Reductions.All));
        }

        return unused.Contains(stuck) && from.DecideUpTo(history, unused, stuck) == false;
    }

    // Of those that respond at the very number of the stuck one, some count as returning after it.
    private Operation<TInput, TOutput> Truncated(int index)
    {
        var operation = history[index];
        return operation.Outcome.IsReturned && operation.Interval.Response >= end && search.ReturnOf(index) > search.ReturnOf(stuck)
            ? operation with { Interval = operation.Interval with { Response = Interval.Never } }
            : operation;
    }
}
