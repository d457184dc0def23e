namespace Sentinel.Scheduling;

/// <content>Loops over numbers.</content>
internal static partial class ParallelShims
{
    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body) =>
        LogicalThread.Current is null ? Parallel.For(fromInclusive, toExclusive, body) : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), null, (item, _, _) => body(item));

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), parallelOptions, (item, _, _) => body(item));

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int, ParallelLoopState> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, body)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), null, (item, state, _) => body(item, state));

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int, ParallelLoopState> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), parallelOptions, (item, state, _) => body(item, state));

    public static ParallelLoopResult For<TLocal>(int fromInclusive, int toExclusive, Func<TLocal> localInit, Func<int, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, localInit, body, localFinally)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), null, localInit, (item, state, _, local) => body(item, state, local), localFinally);

    public static ParallelLoopResult For<TLocal>(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<int, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, localInit, body, localFinally)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), parallelOptions, localInit, (item, state, _, local) => body(item, state, local), localFinally);

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body) =>
        LogicalThread.Current is null ? Parallel.For(fromInclusive, toExclusive, body) : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), null, (item, _, _) => body(item));

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), parallelOptions, (item, _, _) => body(item));

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long, ParallelLoopState> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, body)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), null, (item, state, _) => body(item, state));

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long, ParallelLoopState> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), parallelOptions, (item, state, _) => body(item, state));

    public static ParallelLoopResult For<TLocal>(long fromInclusive, long toExclusive, Func<TLocal> localInit, Func<long, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, localInit, body, localFinally)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), null, localInit, (item, state, _, local) => body(item, state, local), localFinally);

    public static ParallelLoopResult For<TLocal>(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<long, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, localInit, body, localFinally)
            : ParallelLoop.Run(ParallelLoop.Range(fromInclusive, toExclusive), parallelOptions, localInit, (item, state, _, local) => body(item, state, local), localFinally);
}
