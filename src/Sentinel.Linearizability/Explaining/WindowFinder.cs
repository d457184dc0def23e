using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Explaining;

/// <summary>Finds a small window in a partition that was refuted. Every move is sound: if the window has no order, the partition has none.</summary>
internal sealed class WindowFinder<TState, TInput, TOutput>(
    History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, int[] partition, int stuck, Func<Budget> allow, Func<int, bool>? mayDrop = null)
    where TState : notnull
{
    /// <summary>Windows up to this size are shown whole.</summary>
    public const int FewOperations = 12;

    private const int MaxStarts = 8;
    private const int MaxShrunk = 200;
    private readonly long end = history[stuck].Interval.Response;

    /// <summary>The window, which may be the whole partition up to the response of the stuck operation.</summary>
    public Window<TState, TInput, TOutput> Find()
    {
        int[] shown = [.. partition.Where(index => history[index].Interval.Invocation <= end)];
        IReadOnlyList<CutEnd<TState>> starts = [new(model.InitialState, [])];
        var isBeginning = true;
        if (shown.Length > FewOperations && FindCut(shown) is var (remaining, ends))
        {
            shown = remaining;
            starts = ends;
            isBeginning = false;
        }

        if (shown.Length is > FewOperations and <= MaxShrunk)
        {
            shown = DropReads(shown, starts);
        }

        return new([.. shown.Select(index => new WindowOperation<TInput, TOutput>(index, Truncated(index)))], starts, isBeginning);
    }

    /// <summary>Replaces everything before a cut by all states that it can end in, with the Unknown operations used there. The earliest cut that leaves few
    /// operations, to keep as much context as can be shown; else the latest. An order of the whole is an order up to the cut (nothing
    /// that returns is open there, and an Unknown operation can be counted to the side on which the order has it), then one from there.</summary>
    private (int[] Remaining, List<CutEnd<TState>> Ends)? FindCut(int[] shown)
    {
        var search = NewSearch(model);
        search.Load(history, shown);
        var unknowns = shown.Count(index => !history[index].Outcome.IsReturned);
        var required = shown.Length - unknowns;
        var returnsUpToEnd = shown.Count(index => history[index].Interval.Response <= end);
        int[] cuts = [.. search.CutsBefore(returnsUpToEnd - 1)];
        if (cuts.Length == 0)
        {
            return null;
        }

        var cut = cuts.FirstOrDefault(c => required - c + unknowns <= FewOperations, cuts[^1]);
        HashSet<int> remaining = [.. search.ReturningFrom(cut)];
        var ends = search.FindEnds(cut);
        if (ends is null || ends.Count > MaxStarts)
        {
            return null;
        }

        // An Unknown operation that is used whatever happened is gone.
        return ([.. shown.Where(index => remaining.Contains(index) || (!history[index].Outcome.IsReturned && !ends.TrueForAll(e => e.Used.Contains(index))))], ends);
    }

    /// <summary>Leaves out read-only operations, in halves, quarters and so on, as long as the rest is a violation. An order of the whole without them
    /// is an order of the rest. Nothing else may be dropped on its own: without a write a read of its value looks like a violation.</summary>
    private int[] DropReads(int[] shown, IReadOnlyList<CutEnd<TState>> starts)
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

    private bool IsRefuted(int[] indices, CutEnd<TState> start)
    {
        int[] unused = [.. indices.Where(index => !start.Used.Contains(index))];
        return NewSearch(new StartingModel<TState, TInput, TOutput>(model, start.State)).DecideUpTo(history, unused, stuck) == false;
    }

    private PartitionSearch<TState, TInput, TOutput> NewSearch(Model<TState, TInput, TOutput> from) => new(from, allow(), Reductions.All);

    private Operation<TInput, TOutput> Truncated(int index)
    {
        var operation = history[index];
        return operation.Interval.Response > end
            ? operation with { Interval = operation.Interval with { Response = Interval.Never } }
            : operation;
    }
}
