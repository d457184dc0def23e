namespace Sentinel.Scheduling;

/// <summary>Spin locks: the state is in the struct; a failed look waits until some spin lock is released.</summary>
[Shim(typeof(SpinLock))]
internal static class SpinLockShims
{
    private static readonly object Everyone = new();

    public static void Enter(ref SpinLock spin, ref bool lockTaken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            spin.Enter(ref lockTaken);
            return;
        }

        var releases = Of(thread);
        thread.Execution.Point(thread, thread.Site);
        while (true)
        {
            spin.TryEnter(0, ref lockTaken);
            if (lockTaken)
            {
                thread.Execution.Races?.Acquire(thread, Everyone);
                thread.Execution.Races?.Fence(thread);
                return;
            }

            var seen = releases.Count;
            thread.Execution.Pause(thread, thread.Site, new ConditionWait("a spin lock", () => releases.Count != seen));
        }
    }

    public static void TryEnter(ref SpinLock spin, int millisecondsTimeout, ref bool lockTaken) =>
        TryEnter(ref spin, Deadlines.OfMilliseconds(millisecondsTimeout), ref lockTaken);

    public static void TryEnter(ref SpinLock spin, TimeSpan timeout, ref bool lockTaken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            spin.TryEnter(timeout, ref lockTaken);
            return;
        }

        var (releases, deadline) = (Of(thread), Deadlines.After(thread.Execution, timeout));
        while (true)
        {
            TryEnter(ref spin, ref lockTaken);
            var seen = releases.Count;
            if (lockTaken || timeout == TimeSpan.Zero
                || !thread.Execution.Pause(thread, thread.Site, new ConditionWait("a spin lock", () => releases.Count != seen), deadline))
            {
                return;
            }
        }
    }

    public static bool get_IsHeld(ref SpinLock spin)
    {
        AskState();
        return spin.IsHeld;
    }

    public static void TryEnter(ref SpinLock spin, ref bool lockTaken)
    {
        AskState();
        spin.TryEnter(ref lockTaken);
    }

    public static void Exit(ref SpinLock spin) => Exit(ref spin, true);

    public static void Exit(ref SpinLock spin, bool useMemoryBarrier)
    {
        if (LogicalThread.Current is { Execution.Aborting: false } thread)
        {
            // Which lock it is does not show, so the order between two of them is too strict: a thread must be able to stop while it holds one.
            thread.Execution.Point(thread, thread.Site);
            thread.Execution.Races?.Release(thread, Everyone);
            Of(thread).Count++;
        }

        spin.Exit(useMemoryBarrier);
    }

    private static Releases Of(LogicalThread thread) => thread.Execution.Models.Get(Everyone, static _ => new Releases());

    private static void AskState()
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Promote(SiteTable.TryLock);
            thread.Execution.Point(thread, thread.Site);
            thread.Execution.Races?.Acquire(thread, Everyone);
        }
    }

    private sealed class Releases
    {
        public int Count { get; set; }
    }
}
