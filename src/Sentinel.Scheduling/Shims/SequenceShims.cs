using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Sentinel.Scheduling;

/// <summary>Asynchronous sequences that the library makes: its own iterators await without the context, so their continuations would leave control.</summary>
[Shim(typeof(ChannelReader<>))]
internal static class ChannelReaderShims
{
    public static IAsyncEnumerable<T> ReadAllAsync<T>(ChannelReader<T> reader, CancellationToken cancellationToken) =>
        LogicalThread.Current is null ? reader.ReadAllAsync(cancellationToken) : Read(reader, cancellationToken);

    private static async IAsyncEnumerable<T> Read<T>(ChannelReader<T> reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Touch(reader);
        while (await reader.WaitToReadAsync(cancellation).ConfigureAwait(true))
        {
            Sequences.Resumed();
            while (TryRead(reader, out var item))
            {
                Hooks.Completing();
                yield return item;
            }
        }
    }

    private static bool TryRead<T>(ChannelReader<T> reader, out T item)
    {
        Touch(reader);
        return reader.TryRead(out item!);
    }

    /// <summary>What a call on the reader is in rewritten code: a point, and an order with the other end.</summary>
    private static void Touch(object reader)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, thread.Site);
            thread.Execution.Races?.Acquire(thread, Channels.Of(reader), SiteInfo.Content);
            thread.Execution.Races?.Release(thread, Channels.Of(reader), SiteInfo.Content);
            Hooks.Completing();
        }
    }
}

/// <summary><c>Task.WhenEach</c>: tasks in the order in which they complete.</summary>
internal static class Sequences
{
    public static async IAsyncEnumerable<TTask> InOrderOfCompletion<TTask>(TTask[] tasks, [EnumeratorCancellation] CancellationToken cancellation = default)
        where TTask : Task
    {
        TaskShims.AskOrder();
        var completed = new Queue<TTask>();
        TaskCompletionSource? waiting = null;
        var rest = new HashSet<TTask>(tasks);
        foreach (var task in rest)
        {
            _ = task.ContinueWith(
                _ =>
                {
                    completed.Enqueue(task);
                    Hooks.Completing();
                    waiting?.TrySetResult();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskSchedulerShims.get_Default());
        }

        for (var left = rest.Count; left > 0; left--)
        {
            if (completed.Count == 0)
            {
                waiting = new TaskCompletionSource();
                await waiting.Task.WaitAsync(cancellation).ConfigureAwait(true);
            }

            Resumed();
            cancellation.ThrowIfCancellationRequested();
            var next = completed.Dequeue();
            Hooks.Completing();
            yield return next;
        }
    }

    /// <summary>Past an await of this library's own: what the completer knew is known here.</summary>
    public static void Resumed()
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Races?.SawSignals(thread);
        }
    }
}
