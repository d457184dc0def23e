using Sentinel.Concurrency.Recording;
using Sentinel.Stores.BreakGlass;

namespace Sentinel.Concurrency.BreakGlass;

/// <summary>The break-glass part of the concurrency plan. What each test does, and why, stands in <see cref="BreakGlassScenarios"/>.</summary>
public sealed class BreakGlassStoreConcurrentTests
{
    [Fact]
    public void Store_ConcurrentCreate() => BreakGlassScenarios.ConcurrentCreate(Right);

    [Fact]
    public void Store_ConcurrentCreateDuplicates() => BreakGlassScenarios.ConcurrentCreateDuplicates(Right);

    [Fact]
    public void Store_ConcurrentGet() => BreakGlassScenarios.ConcurrentGet(Right);

    [Fact]
    public void Store_ConcurrentUpdate() => BreakGlassScenarios.ConcurrentUpdate(Right);

    [Fact]
    public void Store_ConcurrentListByInvoker() => BreakGlassScenarios.ConcurrentListByInvoker(Right);

    [Fact]
    public void Store_ConcurrentListByStatus() => BreakGlassScenarios.ConcurrentListByStatus(Right);

    [Fact]
    public void Store_ConcurrentMixedOperations() => BreakGlassScenarios.ConcurrentMixedOperations(time => new InMemoryBreakGlassStore(time));

    [Fact]
    public void Store_ConcurrentOpen() => BreakGlassScenarios.ConcurrentOpen(Right);

    [Fact]
    public void Store_ConcurrentOpenQuota() => BreakGlassScenarios.ConcurrentOpenQuota(Right);

    [Fact]
    public void Store_ConcurrentOpenCloseFind() => BreakGlassScenarios.ConcurrentOpenCloseFind(Right);

    // Every call gives way before its step, so that all clients of a scenario have a call open at the same time.
    private static InMemoryBreakGlassStore Right(TimeProvider time) => new(time, Latency.Yield);
}
