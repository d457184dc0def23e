namespace Sentinel.Stores.BreakGlass;

/// <summary>The rules on how often the glass may be broken; the first one that is for a profile holds for it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record RateLimitPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <exception cref="ArgumentException">There is no rule, or one that makes no sense: see <see cref="RateLimitRule.IsValid"/>.</exception>
    public RateLimitPolicy(IReadOnlyList<RateLimitRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Count == 0)
        {
            throw new ArgumentException("A rate limit policy needs at least one rule.", nameof(rules));
        }

        if (rules.FirstOrDefault(rule => !rule.IsValid) is { } wrong)
        {
            throw new ArgumentException($"The rate limit rule '{wrong.Name}' makes no sense.", nameof(rules));
        }

        Rules = [.. rules];
    }

    /// <summary>The rules, in the order in which they are looked at.</summary>
    public IReadOnlyList<RateLimitRule> Rules { get; }

    /// <summary>The first rule for a profile; <see langword="null"/> where there is none, and so no limit.</summary>
    public RateLimitRule? RuleFor(string profile) => Rules.FirstOrDefault(rule => rule.IsFor(profile));
}
