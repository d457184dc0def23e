namespace Sentinel.Scheduling;

/// <summary>References that a thread took and may still use: a span over an array, a ref local, an argument by reference.</summary>
/// <remarks>Where one is used the location is not seen, so each use counts for the last few that were taken. A reference cannot outlive the
/// call that took it, so a new step begins with none.</remarks>
internal sealed class Aliases
{
    private const int Most = 4;

    private readonly List<(object? Target, nint Index, SiteInfo Site)> _taken = [];

    public void Add(object? target, nint index, SiteInfo site)
    {
        _taken.RemoveAll(a => ReferenceEquals(a.Target, target) && a.Index == index && a.Site.LocationMember == site.LocationMember);
        if (_taken.Count == Most)
        {
            _taken.RemoveAt(0);
        }

        _taken.Add((target, index, site));
    }

    public void Use(LogicalThread thread, RaceDetector races)
    {
        foreach (var (target, index, site) in _taken)
        {
            if (target is Array && index < 0)
            {
                races.Whole(thread, target, site);
            }
            else
            {
                races.Access(thread, target, index, site, target is not null && CallRules.IsThreadUnsafe(target.GetType()) ? SiteInfo.Content : null);
            }
        }
    }
}
