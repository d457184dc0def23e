using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.BreakGlass;

namespace Sentinel.Concurrency.Rules;

/// <summary>What decides whether an event may be opened, one call after the other: each limit at its boundary, and which one is named where several hold.</summary>
public sealed class OpeningTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly FakeTimeProvider clock = new(Samples.Start);
    private readonly InMemoryBreakGlassStore store;
    private int opened;

    public OpeningTests() => store = new(clock);

    [Fact]
    public async Task The_cooldown_is_named_before_the_quotas()
    {
        var rule = new RateLimitRule("x") { Cooldown = Cooldown, MaxPerUser = 1, MaxPerProfile = 1, QuotaWindow = Window };
        await OpenAndCloseAsync(rule);
        clock.Advance(Cooldown - Tick);
        await LimitedAsync(rule, RateLimitKind.Cooldown, Tick);
        clock.Advance(Tick);
        await LimitedAsync(rule, RateLimitKind.UserQuota, TimeSpan.Zero);
    }

    [Fact]
    public async Task The_users_quota_is_named_before_the_profiles()
    {
        var rule = new RateLimitRule("x") { MaxPerUser = 1, MaxPerProfile = 1, QuotaWindow = Window };
        await OpenAndCloseAsync(rule);
        await LimitedAsync(rule, RateLimitKind.UserQuota, TimeSpan.Zero);
        await LimitedAsync(rule, RateLimitKind.ProfileQuota, TimeSpan.Zero, invoker: "bob");
        await LimitedAsync(rule, RateLimitKind.UserQuota, TimeSpan.Zero, profile: "test");
        await OpenAndCloseAsync(rule, "bob", "test");
    }

    [Fact]
    public async Task An_event_counts_until_the_window_is_past_it()
    {
        var rule = new RateLimitRule("x") { MaxPerUser = 1, QuotaWindow = Window };
        await OpenAndCloseAsync(rule);
        clock.Advance(Window);
        await LimitedAsync(rule, RateLimitKind.UserQuota, TimeSpan.Zero);
        clock.Advance(Tick);
        await OpenAndCloseAsync(rule);
    }

    [Fact]
    public async Task A_cooldown_is_for_one_invoker_and_one_profile()
    {
        var rule = new RateLimitRule("x") { Cooldown = Cooldown };
        await OpenAndCloseAsync(rule);
        await LimitedAsync(rule, RateLimitKind.Cooldown, Cooldown);
        await OpenAndCloseAsync(rule, "bob");
        await OpenAndCloseAsync(rule, "ann", "test");
    }

    [Fact]
    public async Task A_last_event_in_the_future_blocks_for_longer_than_the_cooldown()
    {
        await store.CreateAsync(Samples.Event(0) with { CreatedAt = Samples.Start.AddHours(1), Status = BreakGlassStatus.Closed });
        await LimitedAsync(new("x") { Cooldown = Cooldown }, RateLimitKind.Cooldown, Cooldown + TimeSpan.FromHours(1));
    }

    /// <summary>A limit for ever is written as the longest span there is.</summary>
    [Fact]
    public async Task Limits_that_never_end_are_limits_as_well()
    {
        var cooldown = new RateLimitRule("x") { Cooldown = TimeSpan.MaxValue };
        var quota = new RateLimitRule("x") { MaxPerUser = 1, QuotaWindow = TimeSpan.MaxValue };
        await OpenAndCloseAsync(quota);
        clock.AdjustTime(Samples.Start.AddYears(-1));
        await LimitedAsync(quota, RateLimitKind.UserQuota, TimeSpan.Zero);
        await LimitedAsync(quota with { MaxPerUser = 0, MaxPerProfile = 1 }, RateLimitKind.ProfileQuota, TimeSpan.Zero, invoker: "bob");
        await LimitedAsync(cooldown, RateLimitKind.Cooldown, DateTimeOffset.MaxValue - DateTimeOffset.MinValue + TimeSpan.FromDays(365));
        await OpenAndCloseAsync(cooldown, "bob");
    }

    [Theory]
    [InlineData(0, 4, new[] { false, false, false, false })]
    [InlineData(1, 4, new[] { false, true, true, true })]
    [InlineData(2, 4, new[] { false, false, true, true })]
    [InlineData(3, 3, new[] { false, false, false })]
    public async Task Escalation_begins_with_so_many_events_before_and_never_blocks(int threshold, int quota, bool[] escalates)
    {
        var rule = new RateLimitRule("x") { MaxPerUser = quota, QuotaWindow = Window, EscalationThreshold = threshold };
        foreach (var expected in escalates)
        {
            Assert.Equal(expected, await OpenAndCloseAsync(rule));
        }

        await LimitedAsync(rule, RateLimitKind.UserQuota, TimeSpan.Zero);
    }

    [Fact]
    public async Task Without_a_users_quota_nothing_escalates()
    {
        var rule = new RateLimitRule("x") { MaxPerProfile = 5, QuotaWindow = Window, EscalationThreshold = 1 };
        Assert.False(await OpenAndCloseAsync(rule));
        Assert.False(await OpenAndCloseAsync(rule));
    }

    [Fact]
    public async Task A_profile_without_a_rule_has_no_limit()
    {
        var rule = new RateLimitRule("x") { Profiles = ["prod"], Cooldown = Cooldown };
        await OpenAndCloseAsync(rule, profile: "test");
        await OpenAndCloseAsync(rule, profile: "test");
    }

    [Fact]
    public async Task The_active_event_is_named_before_any_limit_and_the_values_before_that()
    {
        var policy = new RateLimitPolicy([new("x") { Cooldown = Cooldown }]);
        await store.OpenAsync(Samples.Opening(1), policy);
        Assert.IsType<OpenResult.AlreadyActive>(await store.OpenAsync(Samples.Opening(1), policy));
        Assert.IsType<OpenResult.Invalid>(await store.OpenAsync(Samples.Opening(1) with { Duration = TimeSpan.Zero }, policy));
        await store.CloseAsync(Samples.Id(1), "zoe", "done");
        Assert.IsType<OpenResult.RateLimited>(await store.OpenAsync(Samples.Opening(1), policy));
        Assert.IsType<OpenResult.AlreadyExists>(await store.OpenAsync(Samples.Opening(1)));
    }

    [Theory]
    [InlineData(0, 3_600)]
    [InlineData(1, 3_599)]
    [InlineData(3_599, 1)]
    [InlineData(3_600, 0)]
    [InlineData(3_601, 0)]
    [InlineData(-1, 3_601)]
    public void What_remains_is_the_time_to_the_end_and_never_negative(int after, int remaining) =>
        Assert.Equal(TimeSpan.FromSeconds(remaining), Samples.Event().RemainingAt(Samples.Start.AddSeconds(after)));

    private async Task<bool> OpenAndCloseAsync(RateLimitRule rule, string invoker = "ann", string profile = "prod")
    {
        var result = Assert.IsType<OpenResult.Opened>(await store.OpenAsync(Samples.Opening(++opened, invoker, profile), new([rule])));
        await store.CloseAsync(result.Event.Id, "zoe", "done");
        return result.ShouldEscalate;
    }

    private async Task LimitedAsync(RateLimitRule rule, RateLimitKind kind, TimeSpan retryAfter, string invoker = "ann", string profile = "prod") =>
        Assert.Equal(
            new OpenResult.RateLimited(kind, retryAfter), await store.OpenAsync(Samples.Opening(++opened, invoker, profile), new([rule])));
}
