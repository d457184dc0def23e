using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Rules;

/// <summary>What the stores make of instants that no generated program has: a clock that steps back, other time zones, ticks beside a boundary.</summary>
public sealed class InstantTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider clock = new(Samples.Start);

    /// <summary>Each write at one of these seconds, in this order.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 2)]
    [InlineData(5, 0, 5, 6)]
    [InlineData(5, 4, 3, 2)]
    [InlineData(3_600, -3_600, 0, 3_600, 3_601)]
    public async Task A_stamp_is_the_clocks_instant_or_a_tick_after_the_last_one(params int[] seconds)
    {
        var store = new InMemoryRequestStore(clock);
        var last = DateTimeOffset.MinValue;
        foreach (var now in seconds.Select(second => Samples.Start.AddSeconds(second)))
        {
            clock.AdjustTime(now);
            await store.DeleteAsync(Samples.Id(1));
            var created = Assert.IsType<StoreResult<AccessRequest>.Ok>(await store.CreateAsync(Samples.Request())).Record;
            var approved = Assert.IsType<StoreResult<AccessRequest>.Ok>(await store.ApproveAsync(Samples.Id(1), "zoe")).Record;
            Assert.Equal(now > last ? now : last + Tick, created.UpdatedAt);
            Assert.Equal(last = created.UpdatedAt + Tick, approved.UpdatedAt);
        }
    }

    [Fact]
    public async Task Instants_are_compared_whatever_the_time_zone_they_are_said_in()
    {
        var store = new InMemoryBreakGlassStore(clock);
        await store.CreateAsync(Samples.Event(1));
        await store.CreateAsync(Samples.Event(2) with { CreatedAt = Samples.Start.AddMinutes(1).ToOffset(TimeSpan.FromHours(-5)) });
        await store.CreateAsync(Samples.Event(3) with { CreatedAt = Samples.Start.AddMinutes(-1).ToOffset(TimeSpan.FromHours(5)) });
        var listed = await store.ListByInvokerAsync("ann");
        Assert.Equal([Samples.Id(2), Samples.Id(1), Samples.Id(3)], listed.Select(record => record.Id));
        Assert.Equal(2, await store.CountByInvokerSinceAsync("ann", Samples.Start.ToOffset(TimeSpan.FromHours(9))));
        Assert.IsType<StoreResult<BreakGlassEvent>.Ok>(
            await store.UpdateAsync(listed[0] with { UpdatedAt = listed[0].UpdatedAt.ToOffset(TimeSpan.FromHours(2)) }));
    }

    /// <summary>The ticks after creation at which access is asked for; it was wanted for 1 h, and expires after 2 h or after half an hour.</summary>
    [Theory]
    [InlineData(120, 60, 0, true)]
    [InlineData(120, 60, 1, false)]
    [InlineData(30, 30, 0, true)]
    [InlineData(30, 30, 1, false)]
    public async Task A_late_approval_grants_access_up_to_the_last_instant_and_not_beyond(int expiresAfter, int minutes, int ticks, bool granted)
    {
        var store = new InMemoryRequestStore(clock);
        await store.CreateAsync(Samples.Request() with { ExpiresAt = Samples.Start.AddMinutes(expiresAfter) });
        clock.AdjustTime(Samples.Start.AddMinutes(minutes).AddTicks(ticks));
        Assert.IsType<StoreResult<AccessRequest>.Ok>(await store.ApproveAsync(Samples.Id(1), "zoe"));
        Assert.Equal(granted, await store.FindApprovedAsync("ann", "prod") is not null);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_event_is_in_force_up_to_its_last_instant_and_stands_in_the_way_beyond(int ticks, bool inForce)
    {
        var store = new InMemoryBreakGlassStore(clock);
        await store.OpenAsync(Samples.Opening());
        clock.AdjustTime(Samples.Start.AddHours(1).AddTicks(ticks));
        Assert.Equal(inForce, await store.FindInForceAsync("ann", "prod") is not null);
        Assert.NotNull(await store.FindActiveAsync("ann", "prod"));
        Assert.IsType<OpenResult.AlreadyActive>(await store.OpenAsync(Samples.Opening(2)));
    }
}
