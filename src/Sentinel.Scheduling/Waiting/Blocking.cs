namespace Sentinel.Scheduling;

/// <summary>The waits that shims share.</summary>
internal static class Blocking
{
    /// <summary>Waits for a task under control, and takes over what was known when it completed.</summary>
    /// <returns>False where the virtual deadline came first.</returns>
    public static bool OnTask(LogicalThread thread, Task task, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var execution = thread.Execution;
        if (!task.IsCompleted)
        {
            Waitable wait = cancellation.CanBeCanceled
                ? new ConditionWait("a task", () => task.IsCompleted || cancellation.IsCancellationRequested)
                : new TaskWait(task, "a task");
            if (timeout == TimeSpan.Zero)
            {
                TaskShims.AskOrder();
            }

            var inTime = timeout == TimeSpan.Zero
                ? PollOnce(thread, () => task.IsCompleted)
                : execution.Pause(thread, thread.Site, wait, Deadlines.After(execution, timeout));
            if (!inTime)
            {
                return false;
            }

            cancellation.ThrowIfCancellationRequested();
        }

        execution.Races?.SawCompletion(thread, task);
        return true;
    }

    /// <summary>Waits until the condition holds; both orders with other threads are possible before it.</summary>
    public static bool Until(LogicalThread thread, string what, Func<bool> condition, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var execution = thread.Execution;
        cancellation.ThrowIfCancellationRequested();
        if (timeout == TimeSpan.Zero)
        {
            return PollOnce(thread, condition);
        }

        var wait = new ConditionWait(what, () => condition() || cancellation.IsCancellationRequested);
        if (!execution.Pause(thread, thread.Site, wait, Deadlines.After(execution, timeout)))
        {
            return false;
        }

        if (!condition())
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>A point, then a look: the form of every call with a timeout of zero.</summary>
    public static bool PollOnce(LogicalThread thread, Func<bool> condition)
    {
        thread.Execution.Point(thread, thread.Site);
        return condition();
    }

    public static void Sleep(LogicalThread thread, TimeSpan time)
    {
        if (time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
        {
            thread.Execution.Yield(thread, thread.Site);
        }
        else
        {
            thread.Execution.Pause(thread, thread.Site, NeverWait.Instance, Deadlines.After(thread.Execution, time));
        }
    }

    /// <summary>Comes after whoever signalled the object; those who wait for it are not ordered among themselves.</summary>
    public static void Signalled(LogicalThread thread, object subject)
    {
        thread.Execution.Races?.Acquire(thread, subject);
        thread.Execution.Races?.Fence(thread);
    }

    /// <summary>The handle of a token, an event or a semaphore: whoever signals that does not name the handle.</summary>
    public static WaitHandle HandleOf(WaitHandle handle)
    {
        LogicalThread.Current?.Execution.Models.Get(handle, static _ => new SharedHandle());
        return handle;
    }

    /// <summary>Comes after whoever signalled the handle, or what it is the handle of.</summary>
    public static void Signalled(LogicalThread thread, WaitHandle handle)
    {
        Signalled(thread, (object)handle);
        if (thread.Execution.Models.Find<SharedHandle>(handle) is not null)
        {
            thread.Execution.Races?.SawSignals(thread);
        }
    }

    /// <summary>Orders both ways through an object: what a signal, a counter or a queue does.</summary>
    public static void Synchronise(LogicalThread thread, object subject)
    {
        thread.Execution.Races?.Acquire(thread, subject);
        thread.Execution.Races?.Release(thread, subject);
        thread.Execution.Races?.Fence(thread);

        // What is signalled here may complete a task inside the library, which somebody then finds complete without waiting.
        thread.Execution.Races?.Completing(thread);
    }

    private sealed class SharedHandle;
}
