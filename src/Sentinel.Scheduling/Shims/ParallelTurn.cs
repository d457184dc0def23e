namespace Sentinel.Scheduling;

/// <summary>What one thread of a parallel loop is at.</summary>
internal sealed class ParallelTurn(ParallelLoop loop)
{
    public ParallelLoop Loop { get; } = loop;

    public long Index { get; set; }
}

/// <summary>How an item tells its loop to end. The real object is empty and serves as the key.</summary>
[Shim(typeof(ParallelLoopState))]
internal static class ParallelLoopStateShims
{
    public static void Stop(ParallelLoopState state)
    {
        if (Of(state) is not { Loop: var loop })
        {
            state.Stop();
            return;
        }

        Refuse(loop.Break is not null);
        loop.Stopped = true;
    }

    public static void Break(ParallelLoopState state)
    {
        if (Of(state) is not { Loop: var loop } turn)
        {
            state.Break();
            return;
        }

        Refuse(loop.Stopped);
        loop.Break = Math.Min(loop.Break ?? long.MaxValue, turn.Index);
    }

    public static bool get_IsStopped(ParallelLoopState state) => Of(state)?.Loop.Stopped ?? state.IsStopped;

    public static bool get_IsExceptional(ParallelLoopState state) => Of(state)?.Loop.Failed ?? state.IsExceptional;

    public static long? get_LowestBreakIteration(ParallelLoopState state) => Of(state) is { } turn ? turn.Loop.Break : state.LowestBreakIteration;

    public static bool get_ShouldExitCurrentIteration(ParallelLoopState state) => Of(state) is { } turn
        ? turn.Loop.Stopped || turn.Loop.Failed || turn.Index > turn.Loop.Break
        : state.ShouldExitCurrentIteration;

    /// <summary>Asking and telling are steps of their own: a point comes first.</summary>
    private static ParallelTurn? Of(ParallelLoopState state)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return null;
        }

        thread.Execution.Point(thread, thread.Site);
        return thread.Execution.Models.Find<ParallelTurn>(state);
    }

    private static void Refuse(bool other)
    {
        if (other)
        {
            throw new InvalidOperationException("Break and Stop were both called in one parallel loop.");
        }
    }
}
