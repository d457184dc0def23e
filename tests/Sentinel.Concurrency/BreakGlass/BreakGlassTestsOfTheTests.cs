using Sentinel.Concurrency.Mutants;
using Sentinel.Concurrency.Recording;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;

namespace Sentinel.Concurrency.BreakGlass;

/// <summary>A test of the tests: every scenario of the plan fails when its mutant is put in place of the store.</summary>
public sealed class BreakGlassTestsOfTheTests
{
    [Fact]
    public void ConcurrentCreate_sees_stamps_that_collide() =>
        Fails(BreakGlassScenarios.ConcurrentCreate, time => Of(new StampsWithTheClock<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentCreateDuplicates_sees_a_second_step() =>
        Fails(BreakGlassScenarios.ConcurrentCreateDuplicates, time => Of(new WritesInASecondStep<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentCreateDuplicates_sees_a_create_that_overwrites() =>
        Fails(BreakGlassScenarios.ConcurrentCreateDuplicates, time => Of(new CreatesOver<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentGet_sees_a_record_that_is_handed_out() =>
        Fails(BreakGlassScenarios.ConcurrentGet, time => Of(new HandsOutItsOwn<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentUpdate_sees_a_last_writer_that_wins() =>
        Fails(BreakGlassScenarios.ConcurrentUpdate, time => Of(new LastWriterWins<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentUpdate_sees_a_frozen_stamp() =>
        Fails(BreakGlassScenarios.ConcurrentUpdate, time => Of(new FreezesTheStamp<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentUpdate_sees_versions_to_the_second() =>
        Fails(BreakGlassScenarios.ConcurrentUpdate, time => Of(new ComparesSeconds<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentListByInvoker_sees_a_lagging_index() =>
        Fails(BreakGlassScenarios.ConcurrentListByInvoker, time => Of(new ListsALaggingIndex<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentListByStatus_sees_a_lagging_index() =>
        Fails(BreakGlassScenarios.ConcurrentListByStatus, time => Of(new ListsALaggingIndex<BreakGlassEvent>(time, Latency.Yield)));

    [Fact]
    public void ConcurrentMixedOperations_sees_any_transition() =>
        Fails(BreakGlassScenarios.ConcurrentMixedOperations, time => Of(new AllowsAnyTransition<BreakGlassEvent>(time)));

    [Fact]
    public void ConcurrentOpen_sees_a_look_in_a_step_of_its_own() =>
        Fails(BreakGlassScenarios.ConcurrentOpen, time => Of(new(time, Latency.Yield), table => new LooksBeforeItOpens(table)));

    [Fact]
    public void ConcurrentOpenQuota_sees_a_count_in_a_step_of_its_own() =>
        Fails(BreakGlassScenarios.ConcurrentOpenQuota, time => Of(new(time, Latency.Yield), table => new CountsBeforeItOpens(table)));

    [Fact]
    public void ConcurrentOpenCloseFind_sees_any_transition() =>
        Fails(BreakGlassScenarios.ConcurrentOpenCloseFind, time => Of(new AllowsAnyTransition<BreakGlassEvent>(time, Latency.Yield)));

    private static InMemoryBreakGlassStore Of(
        VersionedTable<BreakGlassEvent> table, Func<VersionedTable<BreakGlassEvent>, OpeningDesk>? desk = null) => new(table, desk?.Invoke(table));

    private static void Fails(Action<Func<TimeProvider, IBreakGlassStore>> scenario, Func<TimeProvider, IBreakGlassStore> broken) =>
        TestOfATest.Fails(() => scenario(broken));
}
