namespace Sentinel.Scheduling;

/// <summary>A re-entrant lock of one owner: the logical side of Monitor, Lock and the lock inside Lazy.</summary>
/// <remarks>Acquiring is merged with the point before it: a thread parked at the acquire is enabled only while the lock is free
/// for it. Releasing is no point, because a release commutes with everything before the next acquire.</remarks>
internal sealed class LockModel(object subject, string what) : Waitable
{
    private readonly List<Sleeper> _sleepers = [];

    public LogicalThread? Owner { get; private set; }

    public int Depth { get; private set; }

    public override IEnumerable<LogicalThread> Owners => Owner is null ? [] : [Owner];

    public override bool CanProceed(LogicalThread thread) => Owner is null || Owner == thread;

    public override string Describe() => $"{what} of {subject.GetType().Name}";

    /// <summary>Waits for the lock and takes it. Where the program asks for the state of such locks, a point follows.</summary>
    public void Enter(LogicalThread thread, int tryMember)
    {
        Await(thread, long.MaxValue);
        Take(thread, 1);
        if (thread.Execution.IsPromoted(tryMember))
        {
            thread.Execution.Point(thread, thread.Site);
        }
    }

    /// <summary>Takes the lock within the time, which is virtual; zero asks once.</summary>
    public bool TryEnter(LogicalThread thread, TimeSpan timeout, int tryMember)
    {
        var execution = thread.Execution;
        execution.Promote(tryMember);
        if (timeout == TimeSpan.Zero)
        {
            execution.Point(thread, thread.Site);
        }
        else if (!Await(thread, Deadlines.After(execution, timeout)))
        {
            return false;
        }

        if (!CanProceed(thread))
        {
            return false;
        }

        Take(thread, 1);
        if (execution.IsPromoted(tryMember))
        {
            execution.Point(thread, thread.Site);
        }

        return true;
    }

    public void Exit(LogicalThread thread)
    {
        if (Owner != thread)
        {
            throw new SynchronizationLockException("Object synchronization method was called from an unsynchronized block of code.");
        }

        if (--Depth == 0)
        {
            Free(thread);
        }
    }

    /// <summary>Monitor.Wait: gives the lock up entirely, sleeps until pulsed or due, and takes it back as deep as it was.</summary>
    public bool Wait(LogicalThread thread, TimeSpan timeout)
    {
        RequireOwner(thread);
        var execution = thread.Execution;
        var depth = Depth;
        var sleeper = new Sleeper(thread, subject);
        _sleepers.Add(sleeper);
        Depth = 0;
        Free(thread);
        execution.Pause(thread, thread.Site, sleeper, Deadlines.After(execution, timeout));
        var pulsed = sleeper.Pulsed;
        _sleepers.Remove(sleeper);
        execution.Pause(thread, thread.Site, this);
        Take(thread, depth);
        return pulsed;
    }

    /// <summary>Wakes the thread that has waited longest, as the runtime documents; or all.</summary>
    public void Pulse(LogicalThread thread, bool all)
    {
        RequireOwner(thread);
        foreach (var sleeper in _sleepers.Where(s => !s.Pulsed))
        {
            sleeper.Pulsed = true;
            if (!all)
            {
                break;
            }
        }
    }

    /// <summary>The point before the acquire, merged with the wait; apart where every access counts, as a check on the merging.</summary>
    private bool Await(LogicalThread thread, long deadline)
    {
        if (thread.Execution.Settings.EveryAccess)
        {
            thread.Execution.Point(thread, thread.Site);
            if (CanProceed(thread))
            {
                return true;
            }
        }

        return thread.Execution.Pause(thread, thread.Site, this, deadline);
    }

    private void RequireOwner(LogicalThread thread)
    {
        if (Owner != thread)
        {
            throw new SynchronizationLockException("Object synchronization method was called from an unsynchronized block of code.");
        }
    }

    private void Take(LogicalThread thread, int depth)
    {
        thread.Execution.Acts();
        Owner = thread;
        Depth += depth;
        if (Depth == depth)
        {
            thread.Held = [.. thread.Held, subject];
            thread.Execution.Races?.Acquire(thread, subject);
            thread.Execution.Races?.Fence(thread);
        }
    }

    private void Free(LogicalThread thread)
    {
        thread.Execution.Show(thread);
        Owner = null;
        var at = Array.LastIndexOf(thread.Held, subject);
        if (at >= 0)
        {
            thread.Held = [.. thread.Held[..at], .. thread.Held[(at + 1)..]];
        }

        thread.Execution.Races?.Release(thread, subject);
    }

    private sealed class Sleeper(LogicalThread owner, object subject) : Waitable
    {
        public bool Pulsed { get; set; }

        public override bool CanProceed(LogicalThread thread) => Pulsed && thread == owner;

        public override string Describe() => $"a pulse of {subject.GetType().Name}";
    }
}
