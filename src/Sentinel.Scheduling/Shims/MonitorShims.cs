namespace Sentinel.Scheduling;

/// <summary>Monitor, and with it the <c>lock</c> statement on objects. Purely logical: the real monitor is never taken.</summary>
[Shim(typeof(Monitor))]
internal static class MonitorShims
{
    public static void Enter(object obj)
    {
        if (LogicalThread.Current is { } thread)
        {
            Of(thread, obj).Enter(thread, SiteTable.TryMonitor);
        }
        else
        {
            Monitor.Enter(obj);
        }
    }

    public static void Enter(object obj, ref bool lockTaken)
    {
        if (LogicalThread.Current is { } thread)
        {
            Of(thread, obj).Enter(thread, SiteTable.TryMonitor);
            lockTaken = true;
        }
        else
        {
            Monitor.Enter(obj, ref lockTaken);
        }
    }

    public static bool TryEnter(object obj) => TryEnter(obj, TimeSpan.Zero);

    public static bool TryEnter(object obj, int millisecondsTimeout) => TryEnter(obj, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool TryEnter(object obj, TimeSpan timeout) => LogicalThread.Current is { } thread
        ? Of(thread, obj).TryEnter(thread, timeout, SiteTable.TryMonitor)
        : Monitor.TryEnter(obj, timeout);

    public static void TryEnter(object obj, ref bool lockTaken) => lockTaken = TryEnter(obj, TimeSpan.Zero);

    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken) =>
        lockTaken = TryEnter(obj, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static void TryEnter(object obj, TimeSpan timeout, ref bool lockTaken) => lockTaken = TryEnter(obj, timeout);

    public static void Exit(object obj)
    {
        if (LogicalThread.Current is not { } thread)
        {
            Monitor.Exit(obj);
        }
        else if (!thread.Execution.Aborting)
        {
            Of(thread, obj).Exit(thread);
        }
    }

    public static bool IsEntered(object obj) =>
        LogicalThread.Current is { } thread ? Of(thread, obj).Owner == thread : Monitor.IsEntered(obj);

    public static bool Wait(object obj) => Wait(obj, Timeout.InfiniteTimeSpan);

    public static bool Wait(object obj, int millisecondsTimeout) => Wait(obj, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool Wait(object obj, TimeSpan timeout) => LogicalThread.Current is { } thread
        ? Of(thread, obj).Wait(thread, timeout)
        : Monitor.Wait(obj, timeout);

    public static void Pulse(object obj)
    {
        if (LogicalThread.Current is not { } thread)
        {
            Monitor.Pulse(obj);
        }
        else if (!thread.Execution.Aborting)
        {
            Of(thread, obj).Pulse(thread, all: false);
        }
    }

    public static void PulseAll(object obj)
    {
        if (LogicalThread.Current is not { } thread)
        {
            Monitor.PulseAll(obj);
        }
        else if (!thread.Execution.Aborting)
        {
            Of(thread, obj).Pulse(thread, all: true);
        }
    }

    private static LockModel Of(LogicalThread thread, object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return thread.Execution.Models.Get(obj, static o => new LockModel(o, "the monitor"));
    }
}
