using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;

namespace Sentinel.Concurrency.Mutants;

/// <summary>H1: looks for an active event in one step and opens in another, so two can be opened for one invoker and profile.</summary>
internal sealed class LooksBeforeItOpens(VersionedTable<BreakGlassEvent> table) : OpeningDesk(table)
{
    public override async ValueTask<OpenResult> OpenAsync(BreakGlassOpening opening, RateLimitPolicy? policy, CancellationToken cancellationToken)
    {
        var rule = policy?.RuleFor(opening.Profile);
        return await Table.InOneStepAsync(() => FindActive(opening), cancellationToken)
            ?? await Table.InOneStepAsync(() => CheckLimits(opening, rule) ?? Write(opening, rule), cancellationToken);
    }
}

/// <summary>H2: counts in one step and opens in another, so that racers exceed the quota together.</summary>
internal sealed class CountsBeforeItOpens(VersionedTable<BreakGlassEvent> table) : OpeningDesk(table)
{
    public override async ValueTask<OpenResult> OpenAsync(BreakGlassOpening opening, RateLimitPolicy? policy, CancellationToken cancellationToken)
    {
        var rule = policy?.RuleFor(opening.Profile);
        return await Table.InOneStepAsync(() => FindActive(opening) ?? CheckLimits(opening, rule), cancellationToken)
            ?? await Table.InOneStepAsync(() => FindActive(opening) ?? Write(opening, rule), cancellationToken);
    }
}

/// <summary>M16: what was created at the very instant does not count.</summary>
internal sealed class CountsStrictlyAfter(VersionedTable<BreakGlassEvent> table) : OpeningDesk(table)
{
    protected override bool IsSince(BreakGlassEvent counted, DateTimeOffset since) => counted.CreatedAt > since;
}

/// <summary>Of a rule's two quotas only the first is looked at: the profile's holds only where the invoker has none.</summary>
internal sealed class LooksAtOneQuota(VersionedTable<BreakGlassEvent> table) : OpeningDesk(table)
{
    protected override OpenResult? CheckLimits(BreakGlassOpening opening, RateLimitRule? rule) =>
        base.CheckLimits(opening, rule is { MaxPerUser: > 0 } ? rule with { MaxPerProfile = 0 } : rule);
}

/// <summary>H12: what has expired is swept away, so quotas no longer count it.</summary>
internal sealed class ForgetsWhatIsPast(VersionedTable<BreakGlassEvent> table) : OpeningDesk(table)
{
    protected override bool IsSince(BreakGlassEvent counted, DateTimeOffset since) => base.IsSince(counted, since) && counted.ExpiresAt >= Table.Now;
}
