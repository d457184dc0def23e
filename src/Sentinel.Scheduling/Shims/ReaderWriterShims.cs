using static Sentinel.Scheduling.ReaderWriterModel;

namespace Sentinel.Scheduling;

/// <summary><see cref="ReaderWriterLockSlim"/>, purely logical.</summary>
[Shim(typeof(ReaderWriterLockSlim))]
internal static class ReaderWriterShims
{
    private const int ReaderSide = -3, UpgraderSide = -6;

    public static void EnterReadLock(ReaderWriterLockSlim rw) => Enter(rw, Mode.Read, Timeout.InfiniteTimeSpan);

    public static void EnterUpgradeableReadLock(ReaderWriterLockSlim rw) => Enter(rw, Mode.Upgradeable, Timeout.InfiniteTimeSpan);

    public static void EnterWriteLock(ReaderWriterLockSlim rw) => Enter(rw, Mode.Write, Timeout.InfiniteTimeSpan);

    public static bool TryEnterReadLock(ReaderWriterLockSlim rw, int millisecondsTimeout) => Enter(rw, Mode.Read, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool TryEnterReadLock(ReaderWriterLockSlim rw, TimeSpan timeout) => Enter(rw, Mode.Read, timeout);

    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim rw, int millisecondsTimeout) =>
        Enter(rw, Mode.Upgradeable, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim rw, TimeSpan timeout) => Enter(rw, Mode.Upgradeable, timeout);

    public static bool TryEnterWriteLock(ReaderWriterLockSlim rw, int millisecondsTimeout) => Enter(rw, Mode.Write, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool TryEnterWriteLock(ReaderWriterLockSlim rw, TimeSpan timeout) => Enter(rw, Mode.Write, timeout);

    public static void ExitReadLock(ReaderWriterLockSlim rw) => Exit(rw, Mode.Read);

    public static void ExitUpgradeableReadLock(ReaderWriterLockSlim rw) => Exit(rw, Mode.Upgradeable);

    public static void ExitWriteLock(ReaderWriterLockSlim rw) => Exit(rw, Mode.Write);

    public static bool get_IsReadLockHeld(ReaderWriterLockSlim rw) =>
        LogicalThread.Current is { } thread ? Of(thread, rw).ReadDepth(thread) > 0 : rw.IsReadLockHeld;

    public static bool get_IsUpgradeableReadLockHeld(ReaderWriterLockSlim rw) =>
        LogicalThread.Current is { } thread ? Of(thread, rw).Upgrader == thread : rw.IsUpgradeableReadLockHeld;

    public static bool get_IsWriteLockHeld(ReaderWriterLockSlim rw) =>
        LogicalThread.Current is { } thread ? Of(thread, rw).Writer == thread : rw.IsWriteLockHeld;

    public static int get_RecursiveReadCount(ReaderWriterLockSlim rw) =>
        LogicalThread.Current is { } thread ? Of(thread, rw).ReadDepth(thread) : rw.RecursiveReadCount;

    public static int get_RecursiveUpgradeCount(ReaderWriterLockSlim rw) => LogicalThread.Current is not { } thread ? rw.RecursiveUpgradeCount
        : Of(thread, rw) is var model && model.Upgrader == thread ? model.UpgraderDepth : 0;

    public static int get_RecursiveWriteCount(ReaderWriterLockSlim rw) => LogicalThread.Current is not { } thread ? rw.RecursiveWriteCount
        : Of(thread, rw) is var model && model.Writer == thread ? model.WriterDepth : 0;

    public static int get_CurrentReadCount(ReaderWriterLockSlim rw)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return rw.CurrentReadCount;
        }

        thread.Execution.Promote(SiteTable.TryReaderWriter);
        thread.Execution.Point(thread, thread.Site);
        return Of(thread, rw).ReaderCount;
    }

    private static bool Enter(ReaderWriterLockSlim rw, Mode mode, TimeSpan timeout)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return mode switch
            {
                Mode.Read => rw.TryEnterReadLock(timeout),
                Mode.Upgradeable => rw.TryEnterUpgradeableReadLock(timeout),
                _ => rw.TryEnterWriteLock(timeout),
            };
        }

        var execution = thread.Execution;
        var model = Of(thread, rw);
        model.Refuse(thread, mode);
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            execution.Promote(SiteTable.TryReaderWriter);
        }

        var wait = new ConditionWait($"the reader-writer lock ({mode})", () => model.CanEnter(thread, mode), false, () => model.Blockers(thread, mode));
        var entered = timeout == TimeSpan.Zero
            ? Blocking.PollOnce(thread, () => model.CanEnter(thread, mode))
            : execution.Pause(thread, thread.Site, wait, Deadlines.After(execution, timeout));
        if (!entered)
        {
            return false;
        }

        model.Enter(thread, mode);
        thread.Held = [.. thread.Held, rw];
        execution.Races?.Acquire(thread, rw);
        if (mode != Mode.Read)
        {
            // A writer comes after every reader before it, and of those that may upgrade there is one at a time; readers are not ordered.
            execution.Races?.Acquire(thread, rw, mode == Mode.Write ? ReaderSide : UpgraderSide);
        }

        if (execution.IsPromoted(SiteTable.TryReaderWriter))
        {
            execution.Point(thread, thread.Site);
        }

        return true;
    }

    private static void Exit(ReaderWriterLockSlim rw, Mode mode)
    {
        if (LogicalThread.Current is not { } thread)
        {
            switch (mode)
            {
                case Mode.Read:
                    rw.ExitReadLock();
                    break;
                case Mode.Upgradeable:
                    rw.ExitUpgradeableReadLock();
                    break;
                default:
                    rw.ExitWriteLock();
                    break;
            }
        }
        else if (!thread.Execution.Aborting)
        {
            thread.Execution.Show(thread);
            Of(thread, rw).Exit(thread, mode);
            var at = Array.LastIndexOf(thread.Held, rw);
            thread.Held = [.. thread.Held[..at], .. thread.Held[(at + 1)..]];
            thread.Execution.Races?.Release(thread, rw, mode == Mode.Write ? -1 : ReaderSide);
            if (mode == Mode.Upgradeable)
            {
                thread.Execution.Races?.Release(thread, rw, UpgraderSide);
            }
        }
    }

    private static ReaderWriterModel Of(LogicalThread thread, ReaderWriterLockSlim rw) => thread.Execution.Models.Get(
        rw, static o => new ReaderWriterModel(((ReaderWriterLockSlim)o).RecursionPolicy == LockRecursionPolicy.SupportsRecursion));
}
