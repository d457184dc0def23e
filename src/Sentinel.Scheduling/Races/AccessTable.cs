namespace Sentinel.Scheduling;

/// <summary>The accesses of one run by location, arrays from end to end and parts of structs included: each new one is held against the
/// earlier ones that it overlaps.</summary>
internal sealed class AccessTable(RaceReports reports)
{
    private readonly Dictionary<Location, LocationHistory> _locations = [];
    private readonly Dictionary<object, List<LocationHistory>> _elements = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, LocationHistory> _wholes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Location, List<(string Path, LocationHistory History)>> _parts = [];

    public void Add(LogicalThread thread, Location location, SiteInfo site, bool write, bool atomic)
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
            reports.Note(thread, site, write, whole.Conflict(thread, write, atomic), location.Member);
        }

        reports.Note(thread, site, write, history.Add(thread, site.Id, write, atomic), location.Member);
    }

    /// <summary>An access that may come before what its thread knows by now: conflicts with what was not known at <paramref name="clock"/> teach.</summary>
    public void Learn(LogicalThread thread, VectorClock clock, Location location, SiteInfo site, bool write, bool atomic)
    {
        if (_locations.TryGetValue(location, out var history))
        {
            reports.Learn(site, history.Conflict(thread, clock, write, atomic));
        }
    }

    /// <summary>A call that reads or writes an array from end to end: it conflicts with every element.</summary>
    public void AddWhole(LogicalThread thread, object array, SiteInfo site)
    {
        var write = site.Kind != SiteKind.Read;
        foreach (var element in _elements.GetValueOrDefault(array, []))
        {
            reports.Note(thread, site, write, element.Conflict(thread, write, atomic: false), SiteInfo.Elements);
        }

        if (!_wholes.TryGetValue(array, out var whole))
        {
            _wholes.Add(array, whole = new LocationHistory());
        }

        reports.Note(thread, site, write, whole.Add(thread, site.Id, write, atomic: false), SiteInfo.Elements);
    }

    /// <summary>A part of a struct overlaps all of it, and parts that lie inside it; two fields beside each other do not.</summary>
    private void CheckOverlaps(LogicalThread thread, Location location, LocationHistory own, SiteInfo site, bool write, bool atomic)
    {
        var whole = location with { Part = 0 };
        if (location.Part != 0 && _locations.TryGetValue(whole, out var all))
        {
            reports.Note(thread, site, write, all.Conflict(thread, write, atomic), location.Member);
        }

        if (!_parts.TryGetValue(whole, out var parts))
        {
            return;
        }

        foreach (var (path, part) in parts)
        {
            if (part != own && (site.Part.Length == 0 || IsInside(path, site.Part) || IsInside(site.Part, path)))
            {
                reports.Note(thread, site, write, part.Conflict(thread, write, atomic), location.Member);
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
}
