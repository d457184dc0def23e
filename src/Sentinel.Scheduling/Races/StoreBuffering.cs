namespace Sentinel.Scheduling;

/// <summary>Looks for the store-buffering pattern among the volatile accesses of one run.</summary>
internal sealed class StoreBuffering
{
    private readonly Dictionary<LogicalThread, List<(Location Location, int Site)>> _pending = [];
    private readonly Dictionary<(Location Written, Location Read), (LogicalThread Thread, int Write, int Read)> _pairs = [];
    private readonly HashSet<(int, int, int, int)> _found = [];

    public void Note(LogicalThread thread, Location location, SiteInfo site)
    {
        switch (site.Kind)
        {
            case SiteKind.Atomic:
                Fence(thread);
                break;
            case SiteKind.Release:
                Pending(thread).Add((location, site.Id));
                break;
            case SiteKind.Acquire:
                foreach (var (written, write) in _pending.GetValueOrDefault(thread, []))
                {
                    if (written != location)
                    {
                        Pair(thread, written, write, location, site.Id);
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

    private void Pair(LogicalThread thread, Location written, int write, Location read, int readSite)
    {
        _pairs[(written, read)] = (thread, write, readSite);
        if (_pairs.TryGetValue((read, written), out var other) && other.Thread != thread)
        {
            // The same two pairs, whichever came first.
            var (first, second) = ((other.Write, other.Read), (write, readSite));
            _found.Add(first.CompareTo(second) <= 0 ? (first.Write, first.Read, second.write, second.readSite) : (write, readSite, other.Write, other.Read));
        }
    }

    private List<(Location Location, int Site)> Pending(LogicalThread thread)
    {
        if (!_pending.TryGetValue(thread, out var list))
        {
            _pending.Add(thread, list = []);
        }

        return list;
    }
}
