using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>A parallel loop: up to four logical threads that take the items in turn, until the items end or the loop is told to.</summary>
internal sealed class ParallelLoop
{
    private const int MostThreads = 4;

    private readonly CancellationToken _cancellation;

    private ParallelLoop(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>Told to begin no further item.</summary>
    public bool Stopped { get; set; }

    /// <summary>The lowest item that told the loop to begin none behind it.</summary>
    public long? Break { get; set; }

    /// <summary>An item threw.</summary>
    public bool Failed { get; private set; }

    public static int Limit(ParallelOptions? options) =>
        options is null or { MaxDegreeOfParallelism: < 0 } ? MostThreads : Math.Min(options.MaxDegreeOfParallelism, MostThreads);

    public static ParallelLoopResult Run<TSource>(
        IEnumerable<TSource> source, ParallelOptions? options, Action<TSource, ParallelLoopState, long> body) => Run(
            source,
            options,
            static () => 0,
            (item, state, index, local) =>
            {
                body(item, state, index);
                return local;
            },
            static _ => { });

    public static ParallelLoopResult Run<TSource, TLocal>(
        IEnumerable<TSource> source,
        ParallelOptions? options,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body,
        Action<TLocal> localFinally)
    {
        var loop = new ParallelLoop(options?.CancellationToken ?? CancellationToken.None);
        loop._cancellation.ThrowIfCancellationRequested();
        using var items = new ParallelItems<TSource>(source);
        var threads = Enumerable.Range(0, Math.Min(Limit(options), items.Most))
            .Select(_ => TaskShims.Run(() => loop.Work(items, localInit, body, localFinally))).ToArray();
        WaitForAll(threads);
        loop._cancellation.ThrowIfCancellationRequested();
        return loop.Result();
    }

    /// <summary>Waits for tasks and throws what any of them threw, as one exception.</summary>
    public static void WaitForAll(Task[] threads)
    {
        TaskShims.Block(Task.WhenAll(threads));
        foreach (var thread in threads)
        {
            LogicalThread.Current?.Execution.Races?.SawCompletion(LogicalThread.Current, thread);
        }

        if (threads.SelectMany(t => t.Exception?.InnerExceptions ?? []).ToArray() is { Length: > 0 } errors)
        {
            throw new AggregateException(errors);
        }
    }

    public static IEnumerable<int> Range(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            yield return i;
        }
    }

    public static IEnumerable<long> Range(long from, long to)
    {
        for (var i = from; i < to; i++)
        {
            yield return i;
        }
    }

    public static IEnumerable<TSource> Items<TSource>(Partitioner<TSource> source)
    {
        using var items = source.GetPartitions(1)[0];
        while (items.MoveNext())
        {
            yield return items.Current;
        }
    }

    private void Work<TSource, TLocal>(
        ParallelItems<TSource> items,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body,
        Action<TLocal> localFinally)
    {
        var execution = LogicalThread.Current!.Execution;
        var state = (ParallelLoopState)RuntimeHelpers.GetUninitializedObject(typeof(ParallelLoopState));
        var model = execution.Models.Get(state, _ => new ParallelTurn(this));
        try
        {
            var local = localInit();
            try
            {
                while (!Stopped && !Failed && !_cancellation.IsCancellationRequested && items.TryTake(out var item, out var index) && !(index > Break))
                {
                    model.Index = index;
                    local = body(item, state, index, local);
                }
            }
            finally
            {
                if (!execution.Aborting)
                {
                    localFinally(local);
                }
            }
        }
        catch (Exception)
        {
            Failed = true;
            throw;
        }
    }

    private ParallelLoopResult Result()
    {
        var result = default(ParallelLoopResult);
        IsCompleted(ref result) = !Stopped && Break is null;
        LowestBreak(ref result) = Break;
        return result;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_completed")]
    private static extern ref bool IsCompleted(ref ParallelLoopResult result);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_lowestBreakIteration")]
    private static extern ref long? LowestBreak(ref ParallelLoopResult result);
}
