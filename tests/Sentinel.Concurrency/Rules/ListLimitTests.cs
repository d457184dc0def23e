using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Rules;

/// <summary>How many records a list has, with more in the store than any list may have. The model asks the store's own rule; these do not.</summary>
public sealed class ListLimitTests
{
    private const int Stored = 1_100;

    public static TheoryData<int, int> Limits => new()
    {
        { 0, 100 }, { -5, 100 }, { int.MinValue, 100 }, { 1, 1 }, { 50, 50 }, { 999, 999 }, { 1_000, 1_000 }, { 1_001, 1_000 }, { 2_000, 1_000 }, { int.MaxValue, 1_000 },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_list_of_requests_has_the_newest_up_to_the_limit(int asked, int given)
    {
        var store = new InMemoryRequestStore(new FakeTimeProvider(Samples.Start));
        for (var i = 0; i < Stored; i++)
        {
            await store.CreateAsync(Samples.Request(i) with { CreatedAt = Samples.Start.AddSeconds(i) });
        }

        var newest = Enumerable.Range(0, Stored).Reverse().Take(given).Select(Samples.Id).ToList();
        Assert.Equal(newest, (await store.ListByRequesterAsync("ann", asked)).Select(record => record.Id));
        Assert.Equal(newest, (await store.ListByProfileAsync("prod", asked)).Select(record => record.Id));
        Assert.Equal(newest, (await store.ListByStatusAsync(RequestStatus.Pending, asked)).Select(record => record.Id));
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_list_of_events_has_the_newest_up_to_the_limit(int asked, int given)
    {
        var store = new InMemoryBreakGlassStore(new FakeTimeProvider(Samples.Start));
        for (var i = 0; i < Stored; i++)
        {
            await store.CreateAsync(Samples.Event(i) with { CreatedAt = Samples.Start.AddSeconds(i) });
        }

        var newest = Enumerable.Range(0, Stored).Reverse().Take(given).Select(Samples.Id).ToList();
        Assert.Equal(newest, (await store.ListByInvokerAsync("ann", asked)).Select(record => record.Id));
        Assert.Equal(newest, (await store.ListByProfileAsync("prod", asked)).Select(record => record.Id));
        Assert.Equal(newest, (await store.ListByStatusAsync(BreakGlassStatus.Active, asked)).Select(record => record.Id));
    }

    [Fact]
    public async Task A_list_of_nothing_is_empty() =>
        Assert.Empty(await new InMemoryRequestStore(new FakeTimeProvider(Samples.Start)).ListByRequesterAsync("ann"));
}
