namespace Sentinel.Scheduling;

/// <summary><see cref="ManualResetEventSlim"/>: the state lives in the real object.</summary>
[Shim(typeof(ManualResetEventSlim))]
internal static class ManualResetEventSlimShims
{
    public static void Set(ManualResetEventSlim e)
    {
        Signal(e);
        e.Set();
    }

    public static void Reset(ManualResetEventSlim e)
    {
        Signal(e);
        e.Reset();
    }

    public static bool get_IsSet(ManualResetEventSlim e)
    {
        Signal(e);
        return e.IsSet;
    }

    public static WaitHandle get_WaitHandle(ManualResetEventSlim e) => Blocking.HandleOf(e.WaitHandle);

    public static void Wait(ManualResetEventSlim e) => Wait(e, Timeout.InfiniteTimeSpan, CancellationToken.None);

    public static void Wait(ManualResetEventSlim e, CancellationToken cancellationToken) => Wait(e, Timeout.InfiniteTimeSpan, cancellationToken);

    public static bool Wait(ManualResetEventSlim e, int millisecondsTimeout) => Wait(e, Deadlines.OfMilliseconds(millisecondsTimeout), CancellationToken.None);

    public static bool Wait(ManualResetEventSlim e, TimeSpan timeout) => Wait(e, timeout, CancellationToken.None);

    public static bool Wait(ManualResetEventSlim e, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Wait(e, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static bool Wait(ManualResetEventSlim e, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return e.Wait(timeout, cancellationToken);
        }

        var set = Blocking.Until(thread, "an event", () => e.IsSet, timeout, cancellationToken);
        Blocking.Signalled(thread, e);
        return set;
    }

    /// <summary>A point, and an order both ways, before a call on something that threads signal each other with.</summary>
    internal static void Signal(object subject)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, thread.Site);
            Blocking.Synchronise(thread, subject);
        }
    }
}

/// <summary>Setting and resetting kernel events.</summary>
[Shim(typeof(EventWaitHandle))]
internal static class EventWaitHandleShims
{
    public static bool Set(EventWaitHandle handle)
    {
        ManualResetEventSlimShims.Signal(handle);
        return handle.Set();
    }

    public static bool Reset(EventWaitHandle handle)
    {
        ManualResetEventSlimShims.Signal(handle);
        return handle.Reset();
    }
}

/// <summary>Waiting on handles. Their state is in the system and can only be asked by taking it, so a look takes it and gives it back.</summary>
[Shim(typeof(WaitHandle))]
internal static class WaitHandleShims
{
    public static bool WaitOne(WaitHandle handle) => WaitOne(handle, Timeout.InfiniteTimeSpan);

    public static bool WaitOne(WaitHandle handle, int millisecondsTimeout) => WaitOne(handle, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool WaitOne(WaitHandle handle, TimeSpan timeout)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return handle.WaitOne(timeout);
        }

        if (handle is Mutex)
        {
            // A mutex belongs to the OS thread that asks, so another thread cannot look on its behalf: the model decides.
            return MutexShims.Enter(MutexShims.Of(thread, handle), thread, timeout);
        }

        var taken = Blocking.Until(thread, $"a {handle.GetType().Name}", () => IsSignalled(handle), timeout) && handle.WaitOne(0);
        Blocking.Signalled(thread, handle);
        return taken;
    }

    public static int WaitAny(WaitHandle[] waitHandles) => WaitAny(waitHandles, Timeout.InfiniteTimeSpan);

    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout) => WaitAny(waitHandles, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return WaitHandle.WaitAny(waitHandles, timeout);
        }

        var any = Blocking.Until(thread, "any of several handles", () => waitHandles.Any(IsSignalled), timeout);
        Synchronise(thread, waitHandles);
        return any ? WaitHandle.WaitAny(waitHandles, 0) : WaitHandle.WaitTimeout;
    }

    public static bool WaitAll(WaitHandle[] waitHandles) => WaitAll(waitHandles, Timeout.InfiniteTimeSpan);

    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout) => WaitAll(waitHandles, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return WaitHandle.WaitAll(waitHandles, timeout);
        }

        var all = Blocking.Until(thread, "all of several handles", () => waitHandles.All(IsSignalled), timeout);
        Synchronise(thread, waitHandles);
        return all && waitHandles.All(h => h.WaitOne(0));
    }

    private static void Synchronise(LogicalThread thread, WaitHandle[] handles)
    {
        foreach (var handle in handles)
        {
            Blocking.Signalled(thread, handle);
        }
    }

    private static bool IsSignalled(WaitHandle handle)
    {
        if (!handle.WaitOne(0))
        {
            return false;
        }

        switch (handle)
        {
            case AutoResetEvent automatic:
                automatic.Set();
                break;
            case Semaphore semaphore:
                semaphore.Release();
                break;
            default:
                break; // A manual reset event keeps its state; setting it again would undo nothing.
        }

        return true;
    }
}

/// <summary>Mutexes inside one process: a re-entrant lock.</summary>
[Shim(typeof(Mutex))]
internal static class MutexShims
{
    public static void ReleaseMutex(Mutex mutex)
    {
        if (LogicalThread.Current is not { } thread || (Of(thread, mutex).Owner != thread && !thread.Execution.Aborting))
        {
            // The real one is never taken under control, so it says there what it says to whoever does not own it.
            mutex.ReleaseMutex();
        }
        else if (!thread.Execution.Aborting)
        {
            Of(thread, mutex).Exit(thread);
        }
    }

    internal static LockModel Of(LogicalThread thread, WaitHandle mutex) =>
        thread.Execution.Models.Get(mutex, static h => new LockModel(h, "the mutex"));

    internal static bool Enter(LockModel model, LogicalThread thread, TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            return model.TryEnter(thread, timeout, SiteTable.TryMonitor);
        }

        model.Enter(thread, SiteTable.TryMonitor);
        return true;
    }
}

/// <summary>Releasing a kernel semaphore.</summary>
[Shim(typeof(Semaphore))]
internal static class KernelSemaphoreShims
{
    public static int Release(Semaphore semaphore) => Release(semaphore, 1);

    public static int Release(Semaphore semaphore, int releaseCount)
    {
        ManualResetEventSlimShims.Signal(semaphore);
        return semaphore.Release(releaseCount);
    }
}

/// <summary>Waiting for a countdown; counting down is a point with the real call.</summary>
[Shim(typeof(CountdownEvent))]
internal static class CountdownShims
{
    public static void Wait(CountdownEvent countdown) => Wait(countdown, Timeout.InfiniteTimeSpan, CancellationToken.None);

    public static void Wait(CountdownEvent countdown, CancellationToken cancellationToken) => Wait(countdown, Timeout.InfiniteTimeSpan, cancellationToken);

    public static bool Wait(CountdownEvent countdown, int millisecondsTimeout) =>
        Wait(countdown, Deadlines.OfMilliseconds(millisecondsTimeout), CancellationToken.None);

    public static bool Wait(CountdownEvent countdown, TimeSpan timeout) => Wait(countdown, timeout, CancellationToken.None);

    public static bool Wait(CountdownEvent countdown, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Wait(countdown, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static bool Wait(CountdownEvent countdown, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return countdown.Wait(timeout, cancellationToken);
        }

        var set = Blocking.Until(thread, "a countdown", () => countdown.IsSet, timeout, cancellationToken);
        thread.Execution.Races?.Acquire(thread, countdown, SiteInfo.Content);
        Blocking.Signalled(thread, countdown);
        return set;
    }

    public static bool Signal(CountdownEvent countdown) => Signal(countdown, 1);

    public static bool Signal(CountdownEvent countdown, int signalCount)
    {
        ManualResetEventSlimShims.Signal(countdown);
        return countdown.Signal(signalCount);
    }
}
