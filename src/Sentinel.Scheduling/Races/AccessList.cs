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
            if (_entries[i].Slot == entry.Slot || _entries[i].Before(thread))
            {
                _entries.RemoveAt(i);
            }
        }

        _entries.Add(entry);
    }

    /// <summary>An access that does not happen before what <paramref name="thread"/> does now; null for none.</summary>
    public Entry? Unordered(LogicalThread thread)
    {
        foreach (var entry in _entries)
        {
            if (!entry.Before(thread))
            {
                return entry;
            }
        }

        return null;
    }

    internal readonly record struct Entry(LogicalThread Thread, int Slot, int Time, int Site, object[] Held)
    {
        public bool Before(LogicalThread later) => Time <= later.Clock[Slot];
    }
}
