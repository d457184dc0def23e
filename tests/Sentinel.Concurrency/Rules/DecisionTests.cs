using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Rules;

/// <summary>What a decision writes: the status, who decided and why, a new stamp, and nothing else.</summary>
public sealed class DecisionTests
{
    public static TheoryData<string, Func<IRequestStore, ValueTask<StoreResult<AccessRequest>>>, AccessRequest> Decisions => new()
    {
        { "approve", store => store.ApproveAsync(Samples.Id(1), "zoe", "go ahead"), Decided(RequestStatus.Approved, "zoe", "go ahead") },
        { "approve without a word", store => store.ApproveAsync(Samples.Id(1), "zoe"), Decided(RequestStatus.Approved, "zoe") },
        { "deny", store => store.DenyAsync(Samples.Id(1), "zoe", "not today"), Decided(RequestStatus.Denied, "zoe", "not today") },
        { "cancel", store => store.CancelAsync(Samples.Id(1)), Decided(RequestStatus.Cancelled) },
        { "expire", store => store.ExpireAsync(Samples.Id(1)), Decided(RequestStatus.Expired) },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public async Task A_request_is_as_it_was_but_for_the_decision(
        string why, Func<IRequestStore, ValueTask<StoreResult<AccessRequest>>> decide, AccessRequest expected)
    {
        var store = new InMemoryRequestStore(new FakeTimeProvider(Samples.Start));
        await store.CreateAsync(Samples.Request());
        var answer = Assert.IsType<StoreResult<AccessRequest>.Ok>(await decide(store)).Record;
        Assert.True(answer == expected, why);
        Assert.Equal(expected, Assert.IsType<StoreResult<AccessRequest>.Ok>(await store.GetAsync(Samples.Id(1))).Record);
    }

    [Fact]
    public async Task An_event_is_as_it_was_but_for_its_closing()
    {
        var store = new InMemoryBreakGlassStore(new FakeTimeProvider(Samples.Start));
        await store.CreateAsync(Samples.Event());
        var closed = Assert.IsType<StoreResult<BreakGlassEvent>.Ok>(await store.CloseAsync(Samples.Id(1), "zoe", "all is well")).Record;
        Assert.Equal(
            Samples.Event() with { Status = BreakGlassStatus.Closed, ClosedBy = "zoe", ClosedReason = "all is well", UpdatedAt = Samples.Start.AddTicks(1) },
            closed);
        Assert.Equal(closed, (await store.ListByInvokerAsync("ann"))[0]);
    }

    /// <summary>The second stamp of a clock that stands still.</summary>
    private static AccessRequest Decided(RequestStatus status, string? approver = null, string? comment = null) =>
        Samples.Request() with { Status = status, Approver = approver, ApproverComment = comment, UpdatedAt = Samples.Start.AddTicks(1) };
}
