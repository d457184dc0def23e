namespace Sentinel.Stores.BreakGlass;

/// <summary>How often the glass may be broken.</summary>
/// <param name="Name">The rule's name.</param>
/// <remarks>Immutable and thread-safe. A limit of zero is no limit.</remarks>
public sealed record RateLimitRule(string Name)
{
    /// <summary>The profiles that the rule is for, exactly.</summary>
    /// <value>Empty: all profiles.</value>
    public IReadOnlyList<string> Profiles { get; init => field = [.. value]; } = [];

    /// <summary>The least time between two events of one invoker for one profile, whatever became of the first.</summary>
    /// <value>Zero: none.</value>
    public TimeSpan Cooldown { get; init; }

    /// <summary>The most events of one invoker within <see cref="QuotaWindow"/>, over all profiles.</summary>
    /// <value>Zero: no limit.</value>
    public int MaxPerUser { get; init; }

    /// <summary>The most events for one profile within <see cref="QuotaWindow"/>, over all invokers.</summary>
    /// <value>Zero: no limit.</value>
    public int MaxPerProfile { get; init; }

    /// <summary>How far back events count; the instant exactly that long ago is included.</summary>
    /// <value>Zero, which is only good where there is no quota.</value>
    public TimeSpan QuotaWindow { get; init; }

    /// <summary>From how many events of the invoker within <see cref="QuotaWindow"/> on somebody should be told. Never blocks.</summary>
    /// <value>Zero: never. It needs <see cref="MaxPerUser"/>, without which nothing is counted.</value>
    public int EscalationThreshold { get; init; }

    /// <summary>Whether the rule makes sense: named, nothing negative, a window where there is a quota, and at least one limit.</summary>
    public bool IsValid =>
        Name.Length > 0
        && Cooldown >= TimeSpan.Zero && MaxPerUser >= 0 && MaxPerProfile >= 0 && QuotaWindow >= TimeSpan.Zero && EscalationThreshold >= 0
        && (QuotaWindow > TimeSpan.Zero || (MaxPerUser == 0 && MaxPerProfile == 0))
        && (Cooldown > TimeSpan.Zero || MaxPerUser > 0 || MaxPerProfile > 0);

    /// <summary>Whether the rule is for this profile.</summary>
    public bool IsFor(string profile) => Profiles.Count == 0 || Profiles.Contains(profile);
}
