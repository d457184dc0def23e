using System.Numerics;

namespace Sentinel.Scheduling;

/// <summary>An asynchronous parallel loop: up to four logical threads that take the items in turn.</summary>
internal static class ParallelAsync
{
    public static async Task Run<TSource>(
        IAsyncEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body, ParallelOptions? options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var turn = new SemaphoreSlim(1);
        var known = source as KnownItems<TSource>;
        var items = source.GetAsyncEnumerator(ending.Token);
        await using var _ = items.ConfigureAwait(true);
        async Task<(bool Any, TSource Item)> Take()
        {
            if (known is not null)
            {
                return known.TryTake(out var next) ? (true, next) : (false, default!);
            }

            await SemaphoreShims.WaitAsync(turn, CancellationToken.None).ConfigureAwait(true);
            Sequences.Resumed();
            try
            {
                var any = await items.MoveNextAsync().ConfigureAwait(true);
                Sequences.Resumed();
                return any ? (true, items.Current) : (false, default!);
            }
            finally
            {
                SemaphoreShims.Release(turn);
            }
        }

        async Task Work()
        {
            try
            {
                while (!ending.IsCancellationRequested && await Take().ConfigureAwait(true) is (true, var item))
                {
                    await body(item, ending.Token).ConfigureAwait(true);
                    Sequences.Resumed();
                }
            }
            catch (Exception error) when (error is not ScheduleAbortedException)
            {
                await CancellationShims.CancelAsync(ending).ConfigureAwait(true);
                throw;
            }
            finally
            {
                Hooks.Completing();
            }
        }

        var threads = Enumerable.Range(0, Math.Min(ParallelLoop.Limit(options), known?.Count ?? int.MaxValue)).Select(_ => TaskShims.Run(Work)).ToArray();
        await Task.WhenAll(threads).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Sequences.Resumed();
        if (threads.SelectMany(t => t.Exception?.InnerExceptions ?? []).FirstOrDefault() is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        cancellation.ThrowIfCancellationRequested();
        Hooks.Completing();
    }

    public static IAsyncEnumerable<TSource> Of<TSource>(IEnumerable<TSource> source) => new KnownItems<TSource>(source);

    public static IAsyncEnumerable<T> Range<T>(T from, T to)
        where T : notnull, IBinaryInteger<T>
    {
        List<T> items = [];
        for (var i = from; i < to; i++)
        {
            items.Add(i);
        }

        return new KnownItems<T>(items);
    }

    /// <summary>Items that take no await to be had: each thread takes its own.</summary>
    private sealed class KnownItems<TSource>(IEnumerable<TSource> source) : IAsyncEnumerable<TSource>, IAsyncEnumerator<TSource>
    {
        private readonly ParallelItems<TSource> _items = new(source);

        public int Count => _items.Most;

        public TSource Current => throw new NotSupportedException();

        public bool TryTake(out TSource item) => _items.TryTake(out item, out _);

        public IAsyncEnumerator<TSource> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            _items.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
