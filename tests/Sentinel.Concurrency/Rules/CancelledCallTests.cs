using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Rules;

/// <summary>A call that is cancelled before its step says so, and leaves the store as it was: no record, no stamp used up.</summary>
public sealed class CancelledCallTests
{
    private readonly CancellationTokenSource source = new();

    [Fact]
    public async Task A_cancelled_call_changes_no_request()
    {
        var store = new InMemoryRequestStore(new FakeTimeProvider(Samples.Start));
        await store.CreateAsync(Samples.Request(1));
        var before = await store.ListByRequesterAsync("ann");
        await source.CancelAsync();
        await CancelledAsync(async () => await store.CreateAsync(Samples.Request(2), source.Token));
        await CancelledAsync(async () => await store.UpdateAsync(before[0] with { Approver = "zoe" }, source.Token));
        await CancelledAsync(async () => await store.ApproveAsync(Samples.Id(1), "zoe", null, source.Token));
        await CancelledAsync(async () => await store.CancelAsync(Samples.Id(1), source.Token));
        await CancelledAsync(async () => await store.DeleteAsync(Samples.Id(1), source.Token));
        await CancelledAsync(async () => await store.GetAsync(Samples.Id(1), source.Token));
        await CancelledAsync(async () => await store.ListByRequesterAsync("ann", 0, source.Token));
        Assert.Equal(before, await store.ListByRequesterAsync("ann"));
    }

    [Fact]
    public async Task A_cancelled_call_changes_no_event()
    {
        var store = new InMemoryBreakGlassStore(new FakeTimeProvider(Samples.Start));
        await store.CreateAsync(Samples.Event(1));
        var before = await store.ListByInvokerAsync("ann");
        await source.CancelAsync();
        await CancelledAsync(async () => await store.OpenAsync(Samples.Opening(2, "ann", "test"), null, source.Token));
        await CancelledAsync(async () => await store.CreateAsync(Samples.Event(3), source.Token));
        await CancelledAsync(async () => await store.CloseAsync(Samples.Id(1), "zoe", "done", source.Token));
        await CancelledAsync(async () => await store.DeleteAsync(Samples.Id(1), source.Token));
        await CancelledAsync(async () => await store.FindActiveAsync("ann", "prod", source.Token));
        await CancelledAsync(async () => await store.CountByInvokerSinceAsync("ann", Samples.Start, source.Token));
        Assert.Equal(before, await store.ListByInvokerAsync("ann"));
    }

    /// <summary>The way to the store does not look at the token here: the store itself has to.</summary>
    [Fact]
    public async Task A_call_that_is_cancelled_on_its_way_changes_nothing()
    {
        var arrival = new TaskCompletionSource();
        var store = new InMemoryRequestStore(new FakeTimeProvider(Samples.Start), _ => new(arrival.Task));
        var creating = store.CreateAsync(Samples.Request(), source.Token).AsTask();
        await source.CancelAsync();
        arrival.SetResult();
        await CancelledAsync(() => creating);
        Assert.Empty(await store.ListByRequesterAsync("ann"));
    }

    private static Task CancelledAsync(Func<Task> call) => Assert.ThrowsAnyAsync<OperationCanceledException>(call);
}
