namespace Sentinel.Scheduling;

/// <summary>The accesses of one kind to one location that no later one of that kind covers.</summary>
/// <remarks>One entry while the accesses are ordered, which is FastTrack's epoch; one a thread once they are not, which
/// is its vector.</remarks>
internal sealed class AccessList
{
    private readonly List<Entry> _entries = [];

    public void Add(LogicalThread thread, int site)
    {
        var entry = new Entry(thread, thread.Slot, thread.TimeOfAccess(), site, thread.Held);
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].Slot == entry.Slot || _entries[i].Before(thread.Clock))
            {
                _entries.RemoveAt(i);
            }
        }

        _entries.Add(entry);
    }

    /// <summary>Another thread's access that does not happen before one of <paramref name="thread"/> that knows <paramref name="known"/>; null for none.</summary>
    public Entry? Unordered(LogicalThread thread, VectorClock known)
    {
        foreach (var entry in _entries)
        {
            if (entry.Slot != thread.Slot && !entry.Before(known))
            {
                return entry;
            }
        }

        return null;
    }

    internal readonly record struct Entry(LogicalThread Thread, int Slot, int Time, int Site, object[] Held)
    {
        public bool Before(VectorClock later) => Time <= later[Slot];
    }
}
