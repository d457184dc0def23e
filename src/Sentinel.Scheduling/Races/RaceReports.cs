using System.Globalization;

namespace Sentinel.Scheduling;

/// <summary>What conflicts of accesses lead to: their members become points, and those that are certain are reported.</summary>
internal sealed class RaceReports(Execution execution)
{
    private readonly List<DataRaceReport> _all = [];
    private readonly HashSet<(int, int, int)> _seen = [];

    public IReadOnlyList<DataRaceReport> All => _all;

    /// <summary>An access and one that it may race with, if any: both become points, and nobody is accused.</summary>
    public void Learn(SiteInfo site, (AccessList.Entry Entry, bool IsWrite)? conflict)
    {
        if (conflict is not var (earlier, _))
        {
            return;
        }

        var earlierSite = execution.Settings.Sites[earlier.Site];
        execution.Promote(site.MemberId);
        execution.Promote(earlierSite.MemberId);
        if (site.ByAddress || earlierSite.ByAddress)
        {
            execution.Promote(SiteTable.IndirectAccess);
        }
    }

    /// <summary>An access of the thread, and the earlier one that it conflicts with, if any.</summary>
    public void Note(LogicalThread thread, SiteInfo site, bool write, (AccessList.Entry Entry, bool IsWrite)? conflict, int member)
    {
        if (conflict is not var (earlier, earlierWrite))
        {
            return;
        }

        Learn(site, conflict);
        var earlierSite = execution.Settings.Sites[earlier.Site];

        // Whoever takes a reference, or gets the object in a call that is not known, may write it or not: enough to learn from, not to accuse.
        var certain = !site.IsGuessOn(member) && !earlierSite.IsGuessOn(member);
        if (certain && _seen.Add((site.MemberId, earlier.Site, site.Id)) && !IsAllowed(site) && !IsAllowed(earlierSite))
        {
            _all.Add(new DataRaceReport(
                Name((earlierWrite, earlierSite.FullMember), (write, site.FullMember)),
                Side(earlierWrite, earlier.Thread, earlier.Site, earlier.Held),
                Side(write, thread, site.Id, thread.Held)));
        }
    }

    private bool IsAllowed(SiteInfo site) =>
        execution.Settings.AllowedRaces.Contains(site.Member) || execution.Settings.AllowedRaces.Contains(site.FullMember);

    /// <summary>What is one location may be a list here, and something to enumerate there. Whichever came first, it has one name.</summary>
    private static string Name((bool Writes, string Member) first, (bool Writes, string Member) second) =>
        first.Writes != second.Writes ? (first.Writes ? first : second).Member
        : string.CompareOrdinal(first.Member, second.Member) <= 0 ? first.Member : second.Member;

    private RaceAccess Side(bool write, LogicalThread thread, int site, object[] held) => new(
        write,
        thread.Branch >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"p{thread.Branch} (thread {thread.Id})")
            : string.Create(CultureInfo.InvariantCulture, $"thread {thread.Id}"),
        execution.Settings.Sites.Describe(site),
        string.Join(", ", held.Select(o => o.GetType().Name)));
}
