using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Requests;

/// <summary>The request part of the concurrency plan. What each test does, and why, stands in <see cref="RequestScenarios"/>.</summary>
public sealed class RequestStoreConcurrentTests
{
    [Fact]
    public void RequestStore_ConcurrentCreate() => RequestScenarios.ConcurrentCreate(Right);

    [Fact]
    public void RequestStore_ConcurrentStateTransition() => RequestScenarios.ConcurrentStateTransition(Right);

    [Fact]
    public void RequestStore_ConcurrentStateTransition_ThroughUpdate() => RequestScenarios.ConcurrentStateTransitionThroughUpdate(Right);

    [Fact]
    public void RequestStore_ConcurrentListByStatus() => RequestScenarios.ConcurrentListByStatus(Right);

    [Fact]
    public void RequestStore_ConcurrentFindApproved() => RequestScenarios.ConcurrentFindApproved(Right);

    [Fact]
    public void RequestStore_OptimisticLockingRetry() => RequestScenarios.OptimisticLockingRetry(Right);

    [Fact]
    public void RequestStore_ConcurrentMixedOperations() => RequestScenarios.ConcurrentMixedOperations(time => new InMemoryRequestStore(time));

    // Every call gives way before its step, so that all clients of a scenario have a call open at the same time.
    private static InMemoryRequestStore Right(TimeProvider time) => new(time, Recording.Latency.Yield);
}
