using System.Numerics;

namespace Sentinel.Scheduling;

/// <content>Asynchronous loops.</content>
internal static partial class ParallelShims
{
    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, body)
            : ParallelAsync.Run(ParallelAsync.Of(source), body, null, CancellationToken.None);

    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, CancellationToken cancellationToken, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, cancellationToken, body)
            : ParallelAsync.Run(ParallelAsync.Of(source), body, null, cancellationToken);

    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, parallelOptions, body)
            : ParallelAsync.Run(ParallelAsync.Of(source), body, parallelOptions, parallelOptions.CancellationToken);

    public static Task ForEachAsync<TSource>(IAsyncEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, body)
            : ParallelAsync.Run(source, body, null, CancellationToken.None);

    public static Task ForEachAsync<TSource>(IAsyncEnumerable<TSource> source, CancellationToken cancellationToken, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, cancellationToken, body)
            : ParallelAsync.Run(source, body, null, cancellationToken);

    public static Task ForEachAsync<TSource>(IAsyncEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, parallelOptions, body)
            : ParallelAsync.Run(source, body, parallelOptions, parallelOptions.CancellationToken);

    public static Task ForAsync<T>(T fromInclusive, T toExclusive, Func<T, CancellationToken, ValueTask> body)
        where T : notnull, IBinaryInteger<T> =>
        LogicalThread.Current is null
            ? Parallel.ForAsync(fromInclusive, toExclusive, body)
            : ParallelAsync.Run(ParallelAsync.Range(fromInclusive, toExclusive), body, null, CancellationToken.None);

    public static Task ForAsync<T>(T fromInclusive, T toExclusive, CancellationToken cancellationToken, Func<T, CancellationToken, ValueTask> body)
        where T : notnull, IBinaryInteger<T> =>
        LogicalThread.Current is null
            ? Parallel.ForAsync(fromInclusive, toExclusive, cancellationToken, body)
            : ParallelAsync.Run(ParallelAsync.Range(fromInclusive, toExclusive), body, null, cancellationToken);

    public static Task ForAsync<T>(T fromInclusive, T toExclusive, ParallelOptions parallelOptions, Func<T, CancellationToken, ValueTask> body)
        where T : notnull, IBinaryInteger<T> =>
        LogicalThread.Current is null
            ? Parallel.ForAsync(fromInclusive, toExclusive, parallelOptions, body)
            : ParallelAsync.Run(ParallelAsync.Range(fromInclusive, toExclusive), body, parallelOptions, parallelOptions.CancellationToken);
}
