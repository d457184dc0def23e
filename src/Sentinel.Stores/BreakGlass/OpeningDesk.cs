using Sentinel.Stores.Records;

namespace Sentinel.Stores.BreakGlass;

/// <summary>Opens events: looks whether one may be opened and writes it, as one step.</summary>
/// <remarks>
/// In two steps two invokers could both see that they may, and both open one: stacked events, quotas exceeded. Each decision is a
/// method of its own, so that a test can put a wrong one in its place and see that it is found.
/// </remarks>
internal class OpeningDesk(VersionedTable<BreakGlassEvent> table)
{
    /// <summary>No two instants are further apart. Longer spans are as good as this one, and would leave the calendar.</summary>
    private static readonly TimeSpan Always = DateTimeOffset.MaxValue - DateTimeOffset.MinValue;

    protected VersionedTable<BreakGlassEvent> Table => table;

    public virtual ValueTask<OpenResult> OpenAsync(BreakGlassOpening opening, RateLimitPolicy? policy, CancellationToken cancellationToken)
    {
        var rule = policy?.RuleFor(opening.Profile);
        return table.InOneStepAsync(
            () => FindActive(opening) ?? CheckLimits(opening, rule) ?? Write(opening, rule), cancellationToken);
    }

    public ValueTask<int> CountSinceAsync(Func<BreakGlassEvent, bool> owner, DateTimeOffset since, CancellationToken cancellationToken) =>
        table.InOneStepAsync(() => CountSince(owner, since), cancellationToken);

    /// <summary>One active event for each invoker and profile, however long it has been past its time.</summary>
    protected OpenResult? FindActive(BreakGlassOpening opening)
    {
        var active = table
            .NewestFirst(other => other.Status == BreakGlassStatus.Active && other.Invoker == opening.Invoker && other.Profile == opening.Profile)
            .FirstOrDefault();
        return active is null ? null : new OpenResult.AlreadyActive(table.CopyOut(active));
    }

    /// <summary>Cooldown, then the invoker's quota, then the profile's.</summary>
    protected virtual OpenResult? CheckLimits(BreakGlassOpening opening, RateLimitRule? rule)
    {
        if (rule is null)
        {
            return null;
        }

        var now = table.Now;
        var last = table.NewestFirst(other => other.Invoker == opening.Invoker && other.Profile == opening.Profile).FirstOrDefault();
        var elapsed = last is null ? TimeSpan.MaxValue : now - last.CreatedAt;
        var cooldown = rule.Cooldown < Always ? rule.Cooldown : Always;
        if (cooldown > TimeSpan.Zero && elapsed < cooldown)
        {
            return new OpenResult.RateLimited(RateLimitKind.Cooldown, cooldown - elapsed);
        }

        if (rule.MaxPerUser > 0 && CountSince(other => other.Invoker == opening.Invoker, WindowOf(rule)) >= rule.MaxPerUser)
        {
            return new OpenResult.RateLimited(RateLimitKind.UserQuota, TimeSpan.Zero);
        }

        return rule.MaxPerProfile > 0 && CountSince(other => other.Profile == opening.Profile, WindowOf(rule)) >= rule.MaxPerProfile
            ? new OpenResult.RateLimited(RateLimitKind.ProfileQuota, TimeSpan.Zero)
            : null;
    }

    protected OpenResult Write(BreakGlassOpening opening, RateLimitRule? rule)
    {
        var now = table.Now;
        var escalates = rule is { MaxPerUser: > 0, EscalationThreshold: > 0 }
            && CountSince(other => other.Invoker == opening.Invoker, WindowOf(rule)) >= rule.EscalationThreshold;
        return table.Find(opening.Id) is not null || table.Write(new StoreResult<BreakGlassEvent>.Ok(opening.At(now))) is not StoreResult<BreakGlassEvent>.Ok(var written)
            ? new OpenResult.AlreadyExists()
            : new OpenResult.Opened(written, escalates);
    }

    /// <summary>The instant itself counts.</summary>
    protected virtual bool IsSince(BreakGlassEvent counted, DateTimeOffset since) => counted.CreatedAt >= since;

    private int CountSince(Func<BreakGlassEvent, bool> owner, DateTimeOffset since) =>
        table.Listed().Count(other => owner(other) && IsSince(other, since));

    /// <summary>From when on events count for the quotas of a rule.</summary>
    private DateTimeOffset WindowOf(RateLimitRule rule)
    {
        var age = table.Now - DateTimeOffset.MinValue;
        return table.Now - (rule.QuotaWindow < age ? rule.QuotaWindow : age);
    }
}
