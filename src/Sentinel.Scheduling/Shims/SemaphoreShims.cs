namespace Sentinel.Scheduling;

/// <summary><see cref="SemaphoreSlim"/>: the count lives in the real object, the waiting is ours.</summary>
/// <remarks>The real asynchronous wait with a timeout or a token is an async method inside the library, whose continuation would
/// leave control; so asynchronous waiters queue here, first come first served as in the library.</remarks>
[Shim(typeof(SemaphoreSlim))]
internal static class SemaphoreShims
{
    public static void Wait(SemaphoreSlim semaphore) => Wait(semaphore, Timeout.InfiniteTimeSpan, CancellationToken.None);

    public static void Wait(SemaphoreSlim semaphore, CancellationToken cancellationToken) => Wait(semaphore, Timeout.InfiniteTimeSpan, cancellationToken);

    public static bool Wait(SemaphoreSlim semaphore, int millisecondsTimeout) =>
        Wait(semaphore, Deadlines.OfMilliseconds(millisecondsTimeout), CancellationToken.None);

    public static bool Wait(SemaphoreSlim semaphore, TimeSpan timeout) => Wait(semaphore, timeout, CancellationToken.None);

    public static bool Wait(SemaphoreSlim semaphore, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Wait(semaphore, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static bool Wait(SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return semaphore.Wait(timeout, cancellationToken);
        }

        if (timeout != Timeout.InfiniteTimeSpan)
        {
            thread.Execution.Promote(SiteTable.TrySemaphore);
        }

        var taken = Blocking.Until(thread, "a semaphore", () => semaphore.CurrentCount > 0, timeout, cancellationToken) && semaphore.Wait(0, CancellationToken.None);
        if (taken)
        {
            Taken(thread, semaphore);
        }

        return taken;
    }

    public static Task WaitAsync(SemaphoreSlim semaphore) => WaitAsync(semaphore, Timeout.InfiniteTimeSpan, CancellationToken.None);

    public static Task WaitAsync(SemaphoreSlim semaphore, CancellationToken cancellationToken) =>
        WaitAsync(semaphore, Timeout.InfiniteTimeSpan, cancellationToken);

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, int millisecondsTimeout) =>
        WaitAsync(semaphore, Deadlines.OfMilliseconds(millisecondsTimeout), CancellationToken.None);

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, TimeSpan timeout) => WaitAsync(semaphore, timeout, CancellationToken.None);

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, int millisecondsTimeout, CancellationToken cancellationToken) =>
        WaitAsync(semaphore, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return semaphore.WaitAsync(timeout, cancellationToken);
        }

        if (timeout != Timeout.InfiniteTimeSpan)
        {
            thread.Execution.Promote(SiteTable.TrySemaphore);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        thread.Execution.Point(thread, thread.Site);
        if (semaphore.CurrentCount > 0)
        {
            semaphore.Wait(0, CancellationToken.None);
            Taken(thread, semaphore);
            return TaskCombinationShims.FromResult(true);
        }

        if (timeout == TimeSpan.Zero)
        {
            return TaskCombinationShims.FromResult(false);
        }

        var queue = thread.Execution.Models.Get(semaphore, static s => new SemaphoreQueue((SemaphoreSlim)s));
        return queue.Add(thread.Execution.World.Time, timeout, cancellationToken);
    }

    public static int Release(SemaphoreSlim semaphore) => Release(semaphore, 1);

    public static int Release(SemaphoreSlim semaphore, int releaseCount)
    {
        if (LogicalThread.Current is not { Execution.Aborting: false } thread)
        {
            return semaphore.Release(releaseCount);
        }

        // Where somebody can come in without it, a release does not commute: who waits next need not come after it.
        if (semaphore.CurrentCount > 0 || thread.Execution.IsPromoted(SiteTable.TrySemaphore))
        {
            thread.Execution.Point(thread, thread.Site);
        }

        thread.Execution.Show(thread);
        Blocking.Synchronise(thread, semaphore);
        var before = semaphore.Release(releaseCount);
        thread.Execution.Models.Find<SemaphoreQueue>(semaphore)?.Serve();
        return before;
    }

    public static int get_CurrentCount(SemaphoreSlim semaphore)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Promote(SiteTable.TrySemaphore);
            thread.Execution.Point(thread, thread.Site);
        }

        return semaphore.CurrentCount;
    }

    public static WaitHandle get_AvailableWaitHandle(SemaphoreSlim semaphore) => Blocking.HandleOf(semaphore.AvailableWaitHandle);

    private static void Taken(LogicalThread thread, SemaphoreSlim semaphore)
    {
        Blocking.Signalled(thread, semaphore);

        // Where another may come in beside this one, it does not wait for the release: what follows is not one step.
        if (semaphore.CurrentCount > 0 || thread.Execution.IsPromoted(SiteTable.TrySemaphore))
        {
            thread.Execution.Point(thread, thread.Site);
        }
    }
}
