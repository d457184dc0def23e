namespace Sentinel.Scheduling;

/// <summary>Spin locks: the state is in the struct; a failed look waits until some spin lock is released.</summary>
/// <remarks>The field that holds one orders its owners. Where it is not known, in an array or behind a reference, the lock may be any: then it
/// comes after all that were released, and all come after it.</remarks>
[Shim(typeof(SpinLock))]
internal static class SpinLockShims
{
    private static readonly object Everyone = new();
    private static readonly object Unknown = new();

    public static void Enter(ref SpinLock spin, ref bool lockTaken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            spin.Enter(ref lockTaken);
            return;
        }

        var (releases, field) = (Of(thread), TakeField(thread));
        thread.Execution.Point(thread, thread.Site);
        while (true)
        {
            spin.TryEnter(0, ref lockTaken);
            if (lockTaken)
            {
                Acquire(thread, field);
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

        var (releases, field, deadline) = (Of(thread), thread.SpinsOn, Deadlines.After(thread.Execution, timeout));
        while (true)
        {
            thread.SpinsOn = field;
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
            var field = TakeField(thread);
            if (field is null || thread.Execution.IsPromoted(SiteTable.TryLock))
            {
                // Of a lock that may be any the order is too strict: a thread must be able to stop while it holds one.
                thread.Execution.Point(thread, thread.Site);
            }

            Release(thread, field);
            Of(thread).Count++;
        }

        spin.Exit(useMemoryBarrier);
    }

    private static Releases Of(LogicalThread thread) => thread.Execution.Models.Get(Everyone, static _ => new Releases());

    private static void AskState()
    {
        if (LogicalThread.Current is { } thread)
        {
            var field = TakeField(thread);
            thread.Execution.Promote(SiteTable.TryLock);
            thread.Execution.Point(thread, thread.Site);
            Acquire(thread, field);
        }
    }

    private static (object? Owner, int Member)? TakeField(LogicalThread thread)
    {
        var field = thread.SpinsOn;
        thread.SpinsOn = null;
        return field;
    }

    private static void Acquire(LogicalThread thread, (object? Owner, int Member)? field)
    {
        if (field is var (owner, member))
        {
            thread.Execution.Races?.Acquire(thread, owner, member);
        }

        thread.Execution.Races?.Acquire(thread, field is null ? Everyone : Unknown);
    }

    private static void Release(LogicalThread thread, (object? Owner, int Member)? field)
    {
        if (field is var (owner, member))
        {
            thread.Execution.Races?.Release(thread, owner, member);
        }
        else
        {
            thread.Execution.Races?.Release(thread, Unknown);
        }

        thread.Execution.Races?.Release(thread, Everyone);
    }

    private sealed class Releases
    {
        public int Count { get; set; }
    }
}
