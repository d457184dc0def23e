namespace Sentinel.Scheduling;

/// <summary>Parallel loops: up to four logical threads that take the items in turn.</summary>
/// <remarks>The overloads with thread-local state, ranges and early exit are not modelled and are reported as such.</remarks>
[Shim(typeof(Parallel))]
internal static class ParallelShims
{
    private const int MostThreads = 4;

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, body)
            : Run(Enumerable.Range(fromInclusive, Math.Max(0, toExclusive - fromInclusive)), body, MostThreads);

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body) =>
        LogicalThread.Current is null
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body)
            : Run(Enumerable.Range(fromInclusive, Math.Max(0, toExclusive - fromInclusive)), body, Limit(parallelOptions));

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, body) : Run(source, body, MostThreads);

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body) =>
        LogicalThread.Current is null ? Parallel.ForEach(source, parallelOptions, body) : Run(source, body, Limit(parallelOptions));

    public static void Invoke(params Action[] actions)
    {
        if (LogicalThread.Current is null)
        {
            Parallel.Invoke(actions);
        }
        else
        {
            Run(actions, a => a(), actions.Length);
        }
    }

    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null ? Parallel.ForEachAsync(source, body) : RunAsync(source, body, MostThreads, CancellationToken.None);

    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source, CancellationToken cancellationToken, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, cancellationToken, body)
            : RunAsync(source, body, MostThreads, cancellationToken);

    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TSource, CancellationToken, ValueTask> body) =>
        LogicalThread.Current is null
            ? Parallel.ForEachAsync(source, parallelOptions, body)
            : RunAsync(source, body, Limit(parallelOptions), parallelOptions.CancellationToken);

    private static int Limit(ParallelOptions options) =>
        options.MaxDegreeOfParallelism < 0 ? MostThreads : Math.Min(options.MaxDegreeOfParallelism, MostThreads);

    private static ParallelLoopResult Run<TSource>(IEnumerable<TSource> source, Action<TSource> body, int most)
    {
        var queue = new Queue<TSource>(source);
        var threads = Enumerable.Range(0, Math.Min(most, queue.Count)).Select(_ => TaskShims.Run(() =>
        {
            // A point before each item, or the first thread would take them all; and none between the look and the take.
            while (PastPoint() && queue.TryDequeue(out var item))
            {
                body(item);
            }
        })).ToArray();
        TaskShims.WaitAll(threads);
        return Parallel.For(0, 0, static _ => { });
    }

    private static bool PastPoint()
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, thread.Site);
        }

        return true;
    }

    private static Task RunAsync<TSource>(
        IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body, int most, CancellationToken cancellation)
    {
        var queue = new Queue<TSource>(source);
        return Task.WhenAll([.. Enumerable.Range(0, Math.Min(most, queue.Count)).Select(_ => TaskShims.Run(
            async () =>
            {
                while (!cancellation.IsCancellationRequested && PastPoint() && queue.TryDequeue(out var item))
                {
                    await body(item, cancellation).ConfigureAwait(true);
                }

                cancellation.ThrowIfCancellationRequested();
            },
            CancellationToken.None))]);
    }
}
