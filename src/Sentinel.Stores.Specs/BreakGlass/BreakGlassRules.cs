using Sentinel.Stores.BreakGlass;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>The limits under which the spec opens events: small ones, so that a few calls reach them, and their boundary instants.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public static class BreakGlassRules
{
    /// <summary>For <c>prod</c> a cooldown of 2 s and 1 event in 3 s; for <c>test</c> 2 events of one invoker in 3 s, the second one escalated, and
    /// 2 events in all; for any other profile no limit.</summary>
    public static RateLimitPolicy Policy { get; } = new(
    [
        new RateLimitRule("prod")
        {
            Profiles = ["prod"],
            Cooldown = TimeSpan.FromSeconds(2),
            MaxPerProfile = 1,
            QuotaWindow = TimeSpan.FromSeconds(3),
        },
        new RateLimitRule("test")
        {
            Profiles = ["test"],
            MaxPerUser = 2,
            MaxPerProfile = 2,
            QuotaWindow = TimeSpan.FromSeconds(3),
            EscalationThreshold = 1,
        },
    ]);
}
