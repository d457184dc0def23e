namespace Sentinel.Scheduling;

/// <summary>Pool work items are logical threads.</summary>
[Shim(typeof(ThreadPool))]
internal static class ThreadPoolShims
{
    public static bool QueueUserWorkItem(WaitCallback callBack) => QueueUserWorkItem(callBack, null);

    public static bool QueueUserWorkItem(WaitCallback callBack, object? state)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Spawn(() => callBack(state));
            return true;
        }

        return ThreadPool.QueueUserWorkItem(callBack, state);
    }

    public static bool UnsafeQueueUserWorkItem(WaitCallback callBack, object? state) => QueueUserWorkItem(callBack, state);

    public static bool QueueUserWorkItem<TState>(Action<TState> callBack, TState state, bool preferLocal)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Spawn(() => callBack(state));
            return true;
        }

        return ThreadPool.QueueUserWorkItem(callBack, state, preferLocal);
    }

    public static bool UnsafeQueueUserWorkItem<TState>(Action<TState> callBack, TState state, bool preferLocal) =>
        QueueUserWorkItem(callBack, state, preferLocal);

    public static bool UnsafeQueueUserWorkItem(IThreadPoolWorkItem callBack, bool preferLocal)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Spawn(callBack.Execute);
            return true;
        }

        return ThreadPool.UnsafeQueueUserWorkItem(callBack, preferLocal);
    }
}
