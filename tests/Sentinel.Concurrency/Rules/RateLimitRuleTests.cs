using Sentinel.Stores.BreakGlass;

namespace Sentinel.Concurrency.Rules;

/// <summary>Which rate limit rules make sense, and which one of a policy is for a profile.</summary>
public sealed class RateLimitRuleTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static readonly RateLimitRule Whole = new("all of it")
    {
        Cooldown = TimeSpan.FromMinutes(30),
        MaxPerUser = 3,
        MaxPerProfile = 10,
        QuotaWindow = TimeSpan.FromHours(24),
        EscalationThreshold = 2,
    };

    /// <summary>Why the rule is here, whether it is valid, and the rule.</summary>
    public static TheoryData<string, bool, RateLimitRule> Rules => new()
    {
        { "every limit", true, Whole },
        { "a cooldown alone", true, new("x") { Cooldown = Tick } },
        { "a user quota alone", true, new("x") { MaxPerUser = 1, QuotaWindow = Tick } },
        { "a profile quota alone", true, new("x") { MaxPerProfile = 1, QuotaWindow = Tick } },
        { "a window without a quota", true, new("x") { Cooldown = Tick, QuotaWindow = Tick } },
        { "an escalation that cannot fire", true, Whole with { EscalationThreshold = 3 } },
        { "no name", false, Whole with { Name = "" } },
        { "no limit", false, new("x") },
        { "a window and an escalation, and no limit", false, new("x") { QuotaWindow = Tick, EscalationThreshold = 1 } },
        { "a user quota without a window", false, new("x") { MaxPerUser = 1 } },
        { "a profile quota without a window", false, new("x") { MaxPerProfile = 1, Cooldown = Tick } },
        { "a negative cooldown", false, Whole with { Cooldown = -Tick } },
        { "a negative user quota", false, Whole with { MaxPerUser = -1 } },
        { "a negative profile quota", false, Whole with { MaxPerProfile = -1 } },
        { "a negative window", false, new("x") { Cooldown = Tick, QuotaWindow = -Tick } },
        { "a negative escalation", false, Whole with { EscalationThreshold = -1 } },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_is_valid_or_no_policy_takes_it(string why, bool valid, RateLimitRule rule)
    {
        Assert.True(rule.IsValid == valid, why);
        Assert.Equal(valid, Record.Exception(() => new RateLimitPolicy([Whole, rule])) is null);
    }

    [Fact]
    public void A_policy_without_rules_is_none() => Assert.Throws<ArgumentException>(() => new RateLimitPolicy([]));

    [Theory]
    [InlineData("prod", "first")]
    [InlineData("test", "second")]
    [InlineData("stage", "third")]
    [InlineData("PROD", "third")]
    [InlineData("pro", "third")]
    [InlineData("", "third")]
    public void The_first_rule_for_a_profile_holds_and_one_without_profiles_is_for_all(string profile, string rule) => Assert.Equal(
        rule,
        new RateLimitPolicy(
        [
            Whole with { Name = "first", Profiles = ["prod"] },
            Whole with { Name = "second", Profiles = ["test", "prod"] },
            Whole with { Name = "third" },
            Whole with { Name = "fourth", Profiles = ["stage"] },
            Whole with { Name = "fifth" },
        ]).RuleFor(profile)?.Name);

    [Fact]
    public void A_policy_stays_as_it_was_made_whatever_becomes_of_the_lists_it_was_made_from()
    {
        List<string> profiles = ["prod"];
        List<RateLimitRule> rules = [Whole with { Profiles = profiles }];
        var policy = new RateLimitPolicy(rules);
        profiles.Clear();
        rules.Clear();
        Assert.NotNull(policy.RuleFor("prod"));
        Assert.Null(policy.RuleFor("test"));
    }

    [Fact]
    public void A_profile_that_no_rule_is_for_has_no_limit() =>
        Assert.Null(new RateLimitPolicy([Whole with { Profiles = ["prod"] }, Whole with { Profiles = ["test"] }]).RuleFor("stage"));
}
