namespace Sentinel.Scheduling;

/// <summary>Finds conflicting accesses that nothing orders, in one run.</summary>
/// <remarks>FastTrack (Flanagan and Freund, PLDI 2009) over a run whose accesses and synchronisation are all seen, in one
/// total order: exact for that run. It is also what teaches the scheduler which accesses must be points: a location that
/// never races can be left alone, because then every outcome is reached by switching at synchronisation only.</remarks>
internal sealed class RaceDetector
{
    /// <summary>What was known where the method that now goes on stopped at an await: flows with the method, whoever continues it.</summary>
    private static readonly AsyncLocal<VectorClock?> Suspended = new();

    private readonly Dictionary<Location, VectorClock> _released = [];
    private readonly Execution _execution;
    private readonly RaceReports _reports;
    private readonly AccessTable _accesses;
    private readonly ClockSlots _slots = new();
    private readonly TaskClocks _tasks = new();
    private readonly StoreBuffering _storeBuffering = new();
    private VectorClock? _withoutFlow;

    public RaceDetector(Execution execution)
    {
        _execution = execution;
        _reports = new RaceReports(execution);
        _accesses = new AccessTable(_reports);
    }

    public IReadOnlyList<DataRaceReport> Reports => _reports.All;

    public IReadOnlyList<StoreBufferingReport> StoreBufferings => _storeBuffering.Reports(_execution.Settings.Sites);

    /// <summary>A thread begins with everything its creator knew.</summary>
    public void Started(LogicalThread thread, VectorClock? creator)
    {
        if (creator is not null)
        {
            thread.Clock.Join(creator);
        }

        thread.Slot = _slots.Take(thread.Clock);
        thread.Clock[thread.Slot]++;
        _tasks.Run(thread.Body!, thread.Clock);
        if (LogicalThread.Current is { } current && current != thread)
        {
            Told(current);
        }
    }

    public void Ended(LogicalThread thread)
    {
        if (!thread.IsBranch)
        {
            // Nobody but the runner waits for a branch: its end must not order what it did after its last signal.
            _tasks.Complete(thread.Clock);
        }

        _slots.Free(thread.Slot, thread.Clock);
    }

    /// <summary>The thread's knowledge now, for something that starts later on its behalf.</summary>
    public VectorClock Snapshot(LogicalThread thread)
    {
        var copy = thread.Clock.Copy();
        Told(thread);
        return copy;
    }

    public void Joined(LogicalThread waiter, LogicalThread ended) => waiter.Clock.Join(ended.Clock);

    /// <summary>An asynchronous method stops here; what follows this await comes after it, on whatever thread.</summary>
    public void Suspends(LogicalThread thread)
    {
        Suspended.Value = Snapshot(thread);
        if (ExecutionContext.IsFlowSuppressed())
        {
            (_withoutFlow ??= new VectorClock()).Join(Suspended.Value);
        }
    }

    /// <summary>An asynchronous method begins, or goes on. Where a context did not flow it is not known which: all that stopped so come before.</summary>
    public void Resumes(LogicalThread thread)
    {
        if (_withoutFlow is not null)
        {
            thread.Clock.Join(_withoutFlow);
        }

        if (Suspended.Value is { } clock)
        {
            thread.Clock.Join(clock);
        }
    }

    /// <summary>Something is about to complete, or has been, that is not known by itself.</summary>
    public void Completing(LogicalThread thread)
    {
        _tasks.Complete(thread.Clock);
        Told(thread);
    }

    /// <summary>A task is about to complete: everything before is known to whoever sees that.</summary>
    public void Completing(LogicalThread thread, Task task)
    {
        _tasks.Complete(task, thread.Clock);
        Completing(thread);
    }

    /// <summary>A task has completed; where that was not seen when it did, it is now.</summary>
    public void Completed(LogicalThread thread, Task task)
    {
        _tasks.Made(task, thread.Clock.Copy());
        Told(thread);
    }

    /// <summary>A task of which the thread has all knowledge that it will ever pass on.</summary>
    public void Made(LogicalThread thread, Task task) => _tasks.Made(task, task.IsCompleted ? null : Snapshot(thread));

    public void Follows(Task task, Func<IEnumerable<Task>> sources) => _tasks.Follow(task, sources);

    public void Attach(Task child, Task parent) => _tasks.Attach(child, parent);

    public void Continues(LogicalThread thread, Task continuation, Task? antecedent) =>
        _tasks.Register(continuation, antecedent, Snapshot(thread));

    /// <summary>A task begins in the middle of what its thread does.</summary>
    public void RunsInline(LogicalThread thread, Task task) => _tasks.Run(task, thread.Clock);

    public void RanInline(LogicalThread thread, Task task)
    {
        _tasks.Ran(task, thread.Clock);
        Told(thread);
    }

    /// <summary>A thread goes on because of something that is not known by itself.</summary>
    public void SawSignals(LogicalThread thread) => _tasks.Join(thread.Clock, null);

    /// <summary>A thread goes on because something is complete: a task, the source of a value task, or null where nothing was waited for.</summary>
    public void SawCompletion(LogicalThread thread, object? completed)
    {
        var resumed = thread.Resumed;
        thread.Resumed = false;
        if (completed is Task task)
        {
            _tasks.Join(thread.Clock, task);
        }
        else if (completed is not null && !(resumed && Awaited.IsSignalledDirectly(completed)))
        {
            SawSignals(thread);
        }
    }

    public void Acquire(LogicalThread thread, object? target, int member = -1) => Acquire(thread, new Location(target, member, 0));

    public void Release(LogicalThread thread, object? target, int member = -1) => Release(thread, new Location(target, member, 0));

    /// <summary>An access of the kind that the site says, with the order it makes and the races it is part of.</summary>
    /// <remarks>The member is the location within the object, where the site does not name it.</remarks>
    public void Access(LogicalThread thread, object? target, long index, SiteInfo site, int? member = null)
    {
        var location = new Location(target, member ?? site.LocationMember, index, site.PartId);
        var write = site.Kind is SiteKind.Write or SiteKind.Release or SiteKind.Atomic or SiteKind.Opaque;
        var atomic = site.Kind is SiteKind.Acquire or SiteKind.Release or SiteKind.Atomic;
        if (thread.Within is { Count: > 0 } within)
        {
            // What the object hands to the program's code may just have been published there, so that no race is certain. But it need not have
            // been: what conflicts without that order becomes a point.
            _accesses.Learn(thread, within.Peek().Clock!, location, site, write, atomic);
            foreach (var call in within)
            {
                Acquire(thread, call.Target, call.Member);
            }
        }

        if (_execution.InParallel)
        {
            _storeBuffering.Note(thread, location, site);
        }

        if (site.Kind is SiteKind.Acquire or SiteKind.Atomic)
        {
            Acquire(thread, location);
        }

        if (_execution.InParallel)
        {
            _accesses.Add(thread, location, site, write, atomic);
        }

        if (site.Kind is SiteKind.Release or SiteKind.Atomic)
        {
            Release(thread, location);
        }

        if (site is { Kind: SiteKind.Atomic, IsContent: true })
        {
            // A call on a channel or a source may complete a task that is awaited a moment later.
            if (Awaited.IsSource(target, out var task))
            {
                Completing(thread, task);
            }
            else
            {
                Completing(thread);
            }
        }
    }

    /// <summary>A call that reads or writes an array from end to end.</summary>
    public void Whole(LogicalThread thread, object array, SiteInfo site)
    {
        if (_execution.InParallel)
        {
            _accesses.AddWhole(thread, array, site);
        }
    }

    /// <summary>A call on something that cannot be looked into: two that nothing orders teach that both are points.</summary>
    /// <remarks>They order each other from then on, like calls on a thread-safe object: so that no race is invented where the object locks.</remarks>
    public void Opaque(LogicalThread thread, object target, SiteInfo site)
    {
        if (_execution.InParallel)
        {
            _accesses.Add(thread, new Location(target, SiteInfo.State, 0), site, write: true, atomic: false);
        }

        Acquire(thread, target, SiteInfo.State);
        Release(thread, target, SiteInfo.State);
        Completing(thread);
    }

    public void Fence(LogicalThread thread) => _storeBuffering.Fence(thread);

    private void Acquire(LogicalThread thread, Location location)
    {
        if (_released.TryGetValue(location, out var clock))
        {
            thread.Clock.Join(clock);
        }
    }

    private void Release(LogicalThread thread, Location location)
    {
        if (!_released.TryGetValue(location, out var clock))
        {
            _released.Add(location, clock = new VectorClock());
        }

        clock.Join(thread.Clock);
        Told(thread);
    }

    /// <summary>Others know all that it has done: what it does from now on has another time.</summary>
    private static void Told(LogicalThread thread) => thread.HasTold = true;
}
