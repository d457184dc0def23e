namespace Sentinel.Stores.BreakGlass;

/// <summary>Which limit was reached.</summary>
public enum RateLimitKind
{
    /// <summary>The last event of this invoker for this profile is too recent.</summary>
    Cooldown,

    /// <summary>The invoker has used up their events.</summary>
    UserQuota,

    /// <summary>The events for this profile are used up.</summary>
    ProfileQuota,
}
