using Sentinel.Concurrency.Mutants;
using Sentinel.Concurrency.Recording;
using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Requests;

/// <summary>A test of the tests: every scenario of the plan fails when its mutant is put in place of the store.</summary>
public sealed class RequestTestsOfTheTests
{
    [Fact]
    public void ConcurrentCreate_sees_stamps_that_collide() =>
        Fails(RequestScenarios.ConcurrentCreate, time => new StampsWithTheClock<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void ConcurrentStateTransition_sees_a_second_step() =>
        Fails(RequestScenarios.ConcurrentStateTransition, time => new WritesInASecondStep<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void ConcurrentStateTransition_sees_a_missing_rule() =>
        Fails(RequestScenarios.ConcurrentStateTransition, time => new AllowsAnyTransition<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void ConcurrentStateTransition_ThroughUpdate_sees_a_lock_that_never_opens() =>
        Fails(RequestScenarios.ConcurrentStateTransitionThroughUpdate, time => new ComparesTheNewStamp<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void ConcurrentStateTransition_ThroughUpdate_sees_a_last_writer_that_wins() =>
        Fails(RequestScenarios.ConcurrentStateTransitionThroughUpdate, time => new LastWriterWins<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void ConcurrentListByStatus_sees_a_lagging_index() =>
        Fails(RequestScenarios.ConcurrentListByStatus, time => new ListsALaggingIndex<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void ConcurrentFindApproved_sees_a_limit_before_the_filter() =>
        Fails(RequestScenarios.ConcurrentFindApproved, time => new LimitsBeforeItFilters<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void OptimisticLockingRetry_sees_a_frozen_stamp() =>
        Fails(RequestScenarios.OptimisticLockingRetry, time => new FreezesTheStamp<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void OptimisticLockingRetry_sees_a_lock_that_never_opens() =>
        Fails(RequestScenarios.OptimisticLockingRetry, time => new ComparesTheNewStamp<AccessRequest>(time, Latency.Yield));

    [Fact]
    public void ConcurrentMixedOperations_sees_a_create_that_overwrites() =>
        Fails(RequestScenarios.ConcurrentMixedOperations, time => new CreatesOver<AccessRequest>(time));

    private static void Fails(Action<Func<TimeProvider, IRequestStore>> scenario, Func<TimeProvider, VersionedTable<AccessRequest>> broken) =>
        TestOfATest.Fails(() => scenario(time => new InMemoryRequestStore(broken(time))));
}
