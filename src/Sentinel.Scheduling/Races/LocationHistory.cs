namespace Sentinel.Scheduling;

/// <summary>The last accesses to one location, by kind. Atomic ones conflict with plain ones only.</summary>
internal sealed class LocationHistory
{
    private AccessList? _reads;
    private AccessList? _writes;
    private AccessList? _atomicReads;
    private AccessList? _atomicWrites;

    /// <summary>Adds an access and returns an earlier one that races with it.</summary>
    public (AccessList.Entry Entry, bool IsWrite)? Add(LogicalThread thread, int site, bool write, bool atomic)
    {
        var race = Conflict(thread, write, atomic);
        ref var list = ref (write ? ref (atomic ? ref _atomicWrites : ref _writes) : ref (atomic ? ref _atomicReads : ref _reads));
        (list ??= new AccessList()).Add(thread, site);
        return race;
    }

    /// <summary>An earlier access that races with the one described, which is not added.</summary>
    public (AccessList.Entry Entry, bool IsWrite)? Conflict(LogicalThread thread, bool write, bool atomic) => Conflict(thread, thread.Clock, write, atomic);

    /// <summary>The same for a thread that knows no more than <paramref name="known"/> of the others.</summary>
    public (AccessList.Entry Entry, bool IsWrite)? Conflict(LogicalThread thread, VectorClock known, bool write, bool atomic)
    {
        (AccessList.Entry, bool)? race = null;
        if (_writes?.Unordered(thread, known) is { } earlierWrite)
        {
            race = (earlierWrite, true);
        }
        else if (!atomic && _atomicWrites?.Unordered(thread, known) is { } earlierAtomic)
        {
            race = (earlierAtomic, true);
        }
        else if (write && _reads?.Unordered(thread, known) is { } earlierRead)
        {
            race = (earlierRead, false);
        }
        else if (write && !atomic && _atomicReads?.Unordered(thread, known) is { } atomicRead)
        {
            race = (atomicRead, false);
        }

        return race;
    }
}
