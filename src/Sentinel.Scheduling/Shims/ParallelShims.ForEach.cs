using System.Collections.Concurrent;

namespace Sentinel.Scheduling;

/// <content>Loops over items.</content>
internal static partial class ParallelShims
{
    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, body) : ParallelLoop.Run(source, null, (item, _, _) => body(item));

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, body) : ParallelLoop.Run(source, parallelOptions, (item, _, _) => body(item));

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource, ParallelLoopState> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, body) : ParallelLoop.Run(source, null, (item, state, _) => body(item, state));

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, body) : ParallelLoop.Run(source, parallelOptions, (item, state, _) => body(item, state));

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource, ParallelLoopState, long> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, body) : ParallelLoop.Run(source, null, body);

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState, long> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, body) : ParallelLoop.Run(source, parallelOptions, body);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, Func<TLocal> localInit, Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.ForEach(source, localInit, body, localFinally)
            : ParallelLoop.Run(source, null, localInit, (item, state, _, local) => body(item, state, local), localFinally);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.ForEach(source, parallelOptions, localInit, body, localFinally)
            : ParallelLoop.Run(source, parallelOptions, localInit, (item, state, _, local) => body(item, state, local), localFinally);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, Func<TLocal> localInit, Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, localInit, body, localFinally) : ParallelLoop.Run(source, null, localInit, body, localFinally);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, localInit, body, localFinally) : ParallelLoop.Run(source, parallelOptions, localInit, body, localFinally);

    public static ParallelLoopResult ForEach<TSource>(Partitioner<TSource> source, Action<TSource> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, body) : ParallelLoop.Run(ParallelLoop.Items(source), null, (item, _, _) => body(item));

    public static ParallelLoopResult ForEach<TSource>(Partitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, body) : ParallelLoop.Run(ParallelLoop.Items(source), parallelOptions, (item, _, _) => body(item));

    public static ParallelLoopResult ForEach<TSource>(Partitioner<TSource> source, Action<TSource, ParallelLoopState> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, body) : ParallelLoop.Run(ParallelLoop.Items(source), null, (item, state, _) => body(item, state));

    public static ParallelLoopResult ForEach<TSource>(Partitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, body) : ParallelLoop.Run(ParallelLoop.Items(source), parallelOptions, (item, state, _) => body(item, state));

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        Partitioner<TSource> source, Func<TLocal> localInit, Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.ForEach(source, localInit, body, localFinally)
            : ParallelLoop.Run(ParallelLoop.Items(source), null, localInit, (item, state, _, local) => body(item, state, local), localFinally);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        Partitioner<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.ForEach(source, parallelOptions, localInit, body, localFinally)
            : ParallelLoop.Run(ParallelLoop.Items(source), parallelOptions, localInit, (item, state, _, local) => body(item, state, local), localFinally);

    public static ParallelLoopResult ForEach<TSource>(OrderablePartitioner<TSource> source, Action<TSource, ParallelLoopState, long> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, body) : ParallelLoop.Run(ParallelLoop.Items(source), null, body);

    public static ParallelLoopResult ForEach<TSource>(OrderablePartitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState, long> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, body) : ParallelLoop.Run(ParallelLoop.Items(source), parallelOptions, body);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        OrderablePartitioner<TSource> source, Func<TLocal> localInit, Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, localInit, body, localFinally) : ParallelLoop.Run(ParallelLoop.Items(source), null, localInit, body, localFinally);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        OrderablePartitioner<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        LogicalThread.Current is null
            ? Parallel.ForEach(source, parallelOptions, localInit, body, localFinally)
            : ParallelLoop.Run(ParallelLoop.Items(source), parallelOptions, localInit, body, localFinally);
}
