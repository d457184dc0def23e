namespace Sentinel.Scheduling;

/// <summary>Looks for the store-buffering pattern among the volatile accesses of one run.</summary>
internal sealed class StoreBuffering
{
    private readonly Dictionary<LogicalThread, List<Written>> _pending = [];
    private readonly Dictionary<(Location Written, Location Read), Pair> _pairs = [];
    private readonly HashSet<(int, int, int, int)> _found = [];

    /// <summary>An access that is about to happen: what a volatile read is about to learn must not be known yet.</summary>
    public void Note(LogicalThread thread, Location location, SiteInfo site)
    {
        switch (site.Kind)
        {
            case SiteKind.Atomic:
                Fence(thread);
                break;
            case SiteKind.Release:
                Pending(thread).Add(new(location, site.Id, thread.Slot, thread.TimeOfAccess()));
                break;
            case SiteKind.Acquire when _pending.TryGetValue(thread, out var pending) && pending.Count > 0:
                var known = thread.Clock.Copy();
                foreach (var written in pending)
                {
                    if (written.Location != location)
                    {
                        Note(new Pair(thread, written, site.Id, known), location);
                    }
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Interlocked operations, locks and explicit barriers drain the store buffer.</summary>
    public void Fence(LogicalThread thread)
    {
        if (_pending.TryGetValue(thread, out var written))
        {
            written.Clear();
        }
    }

    public IReadOnlyList<StoreBufferingReport> Reports(SiteTable sites) =>
        [.. _found.Select(f => new StoreBufferingReport(
            sites.Describe(f.Item1), sites.Describe(f.Item2), sites.Describe(f.Item3), sites.Describe(f.Item4)))];

    private void Note(Pair pair, Location read)
    {
        _pairs[(pair.Write.Location, read)] = pair;
        if (_pairs.TryGetValue((read, pair.Write.Location), out var other) && other.Thread != pair.Thread && !pair.Knows(other.Write) && !other.Knows(pair.Write))
        {
            // The same two pairs, whichever came first.
            var (first, second) = ((other.Write.Site, other.Read), (pair.Write.Site, pair.Read));
            _found.Add(first.CompareTo(second) <= 0 ? (first.Site, first.Read, second.Site, second.Read) : (second.Site, second.Read, first.Site, first.Read));
        }
    }

    private List<Written> Pending(LogicalThread thread)
    {
        if (!_pending.TryGetValue(thread, out var list))
        {
            _pending.Add(thread, list = []);
        }

        return list;
    }

    private readonly record struct Written(Location Location, int Site, int Slot, int Time);

    /// <summary>A volatile write, then a read of something else, and what the thread knew when it read.</summary>
    private readonly record struct Pair(LogicalThread Thread, Written Write, int Read, VectorClock Known)
    {
        /// <summary>A write that comes before the read by other means than the location itself, a lock say, is never missed by it.</summary>
        public bool Knows(Written written) => Known[written.Slot] >= written.Time;
    }
}
