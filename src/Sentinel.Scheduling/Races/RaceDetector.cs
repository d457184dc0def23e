using System.Globalization;

namespace Sentinel.Scheduling;

/// <summary>Finds conflicting accesses that nothing orders, in one run.</summary>
/// <remarks>FastTrack (Flanagan and Freund, PLDI 2009) over a run whose accesses and synchronisation are all seen, in one
/// total order: exact for that run. It is also what teaches the scheduler which accesses must be points: a location that
/// never races can be left alone, because then every outcome is reached by switching at synchronisation only.</remarks>
internal sealed class RaceDetector(Execution execution)
{
    /// <summary>What was known where the method that now goes on stopped at an await: flows with the method, whoever continues it.</summary>
    private static readonly AsyncLocal<VectorClock?> Suspended = new();

    private readonly Dictionary<Location, LocationHistory> _locations = [];
    private readonly Dictionary<Location, VectorClock> _released = [];
    private readonly Dictionary<object, List<LocationHistory>> _elements = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, LocationHistory> _wholes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Location, List<(string Path, LocationHistory History)>> _parts = [];
    private readonly List<DataRaceReport> _reports = [];
    private readonly HashSet<(int, int, int)> _seen = [];
    private readonly List<(int Slot, int Time)> _freeSlots = [];
    private readonly TaskClocks _tasks = new();
    private readonly StoreBuffering _storeBuffering = new();
    private VectorClock? _withoutFlow;
    private int _slots;

    public IReadOnlyList<DataRaceReport> Reports => _reports;

    public IReadOnlyList<StoreBufferingReport> StoreBufferings => _storeBuffering.Reports(execution.Settings.Sites);

    /// <summary>A thread begins with everything its creator knew.</summary>
    public void Started(LogicalThread thread, VectorClock? creator)
    {
        if (creator is not null)
        {
            thread.Clock.Join(creator);
        }

        thread.Slot = TakeSlot(thread.Clock);
        thread.Clock[thread.Slot]++;
        _tasks.Run(thread.Body!, thread.Clock);
        if (LogicalThread.Current is { } current && current != thread)
        {
            Tick(current);
        }
    }

    public void Ended(LogicalThread thread)
    {
        if (!thread.IsBranch)
        {
            // Nobody but the runner waits for a branch: its end must not order what it did after its last signal.
            _tasks.Complete(thread.Clock);
        }

        _freeSlots.Add((thread.Slot, thread.Clock[thread.Slot]));
    }

    /// <summary>The thread's knowledge now, for something that starts later on its behalf.</summary>
    public VectorClock Snapshot(LogicalThread thread)
    {
        var copy = thread.Clock.Copy();
        Tick(thread);
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
        Tick(thread);
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
        Tick(thread);
    }

    /// <summary>A task of which the thread has all knowledge that it will ever pass on.</summary>
    public void Made(LogicalThread thread, Task task) => _tasks.Made(task, task.IsCompleted ? null : Snapshot(thread));

    public void Follows(Task task, Func<IEnumerable<Task>> sources) => _tasks.Follow(task, sources);

    public void Continues(LogicalThread thread, Task continuation, Task? antecedent) =>
        _tasks.Register(continuation, antecedent, Snapshot(thread));

    /// <summary>A task begins in the middle of what its thread does.</summary>
    public void RunsInline(LogicalThread thread, Task task) => _tasks.Run(task, thread.Clock);

    public void RanInline(LogicalThread thread, Task task)
    {
        _tasks.Ran(task, thread.Clock);
        Tick(thread);
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
        foreach (var (outer, content) in thread.Within)
        {
            Acquire(thread, outer, content);
        }

        var location = new Location(target, member ?? site.LocationMember, index, site.PartId);
        var write = site.Kind is SiteKind.Write or SiteKind.Release or SiteKind.Atomic or SiteKind.Opaque;
        var atomic = site.Kind is SiteKind.Acquire or SiteKind.Release or SiteKind.Atomic;
        if (site.Kind is SiteKind.Acquire or SiteKind.Atomic)
        {
            Acquire(thread, location);
        }

        if (execution.InParallel)
        {
            Check(thread, location, site, write, atomic);
            _storeBuffering.Note(thread, location, site);
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

    /// <summary>A call that reads or writes an array from end to end: it conflicts with every element.</summary>
    public void Whole(LogicalThread thread, object array, SiteInfo site)
    {
        if (!execution.InParallel)
        {
            return;
        }

        var write = site.Kind != SiteKind.Read;
        foreach (var element in _elements.GetValueOrDefault(array, []))
        {
            Conflict(thread, site, write, element.Conflict(thread, write, atomic: false), SiteInfo.Elements);
        }

        if (!_wholes.TryGetValue(array, out var whole))
        {
            _wholes.Add(array, whole = new LocationHistory());
        }

        Conflict(thread, site, write, whole.Add(thread, site.Id, write, atomic: false), SiteInfo.Elements);
    }

    /// <summary>A call on something that cannot be looked into: two that nothing orders teach that both are points.</summary>
    /// <remarks>They order each other from then on, like calls on a thread-safe object: so that no race is invented where the object locks.</remarks>
    public void Opaque(LogicalThread thread, object target, SiteInfo site)
    {
        if (execution.InParallel)
        {
            Check(thread, new Location(target, SiteInfo.State, 0), site, write: true, atomic: false);
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
        Tick(thread);
    }

    private void Check(LogicalThread thread, Location location, SiteInfo site, bool write, bool atomic)
    {
        if (!_locations.TryGetValue(location, out var history))
        {
            _locations.Add(location, history = new LocationHistory());
            if (location is { Member: SiteInfo.Elements, Target: { } array })
            {
                Elements(array).Add(history);
            }

            if (location.Part != 0)
            {
                Parts(location with { Part = 0 }).Add((site.Part, history));
            }
        }

        if (location.Part != 0 || _parts.Count > 0)
        {
            CheckOverlaps(thread, location, history, site, write, atomic);
        }

        if (location.Target is not null && _wholes.TryGetValue(location.Target, out var whole))
        {
            Conflict(thread, site, write, whole.Conflict(thread, write, atomic), location.Member);
        }

        Conflict(thread, site, write, history.Add(thread, site.Id, write, atomic), location.Member);
    }

    /// <summary>A part of a struct overlaps all of it, and parts that lie inside it; two fields beside each other do not.</summary>
    private void CheckOverlaps(LogicalThread thread, Location location, LocationHistory own, SiteInfo site, bool write, bool atomic)
    {
        var whole = location with { Part = 0 };
        if (location.Part != 0 && _locations.TryGetValue(whole, out var all))
        {
            Conflict(thread, site, write, all.Conflict(thread, write, atomic), location.Member);
        }

        if (!_parts.TryGetValue(whole, out var parts))
        {
            return;
        }

        foreach (var (path, part) in parts)
        {
            if (part != own && (site.Part.Length == 0 || IsInside(path, site.Part) || IsInside(site.Part, path)))
            {
                Conflict(thread, site, write, part.Conflict(thread, write, atomic), location.Member);
            }
        }
    }

    private static bool IsInside(string part, string outer) =>
        part.Length > outer.Length && part[outer.Length] == '.' && part.StartsWith(outer, StringComparison.Ordinal);

    private List<(string Path, LocationHistory History)> Parts(Location whole)
    {
        if (!_parts.TryGetValue(whole, out var parts))
        {
            _parts.Add(whole, parts = []);
        }

        return parts;
    }

    private List<LocationHistory> Elements(object array)
    {
        if (!_elements.TryGetValue(array, out var elements))
        {
            _elements.Add(array, elements = []);
        }

        return elements;
    }

    private void Conflict(LogicalThread thread, SiteInfo site, bool write, (AccessList.Entry Entry, bool IsWrite)? conflict, int member)
    {
        if (conflict is not var (earlier, earlierWrite))
        {
            return;
        }

        execution.Promote(site.MemberId);
        execution.Promote(execution.Settings.Sites[earlier.Site].MemberId);
        if (site.ByAddress || execution.Settings.Sites[earlier.Site].ByAddress)
        {
            execution.Promote(SiteTable.IndirectAccess);
        }

        // Whoever takes a reference, or gets the object in a call that is not known, may write it or not: enough to learn from, not to accuse.
        var certain = !site.IsGuessOn(member) && !execution.Settings.Sites[earlier.Site].IsGuessOn(member);
        if (certain && _seen.Add((site.MemberId, earlier.Site, site.Id)) && !execution.Settings.AllowedRaces.Contains(site.Member)
            && !execution.Settings.AllowedRaces.Contains(site.FullMember))
        {
            _reports.Add(new DataRaceReport(
                site.FullMember,
                Side(earlierWrite, earlier.Thread, earlier.Site, earlier.Held),
                Side(write, thread, site.Id, thread.Held)));
        }
    }

    private RaceAccess Side(bool write, LogicalThread thread, int site, object[] held) => new(
        write,
        thread.Branch >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"p{thread.Branch} (thread {thread.Id})")
            : string.Create(CultureInfo.InvariantCulture, $"thread {thread.Id}"),
        execution.Settings.Sites.Describe(site),
        string.Join(", ", held.Select(o => o.GetType().Name)));

    /// <summary>A slot of an ended thread can serve again where all it did happens before the new thread.</summary>
    private int TakeSlot(VectorClock clock)
    {
        for (var i = 0; i < _freeSlots.Count; i++)
        {
            if (_freeSlots[i].Time <= clock[_freeSlots[i].Slot])
            {
                var slot = _freeSlots[i].Slot;
                _freeSlots.RemoveAt(i);
                return slot;
            }
        }

        return _slots++;
    }

    private static void Tick(LogicalThread thread) => thread.Clock[thread.Slot]++;
}
