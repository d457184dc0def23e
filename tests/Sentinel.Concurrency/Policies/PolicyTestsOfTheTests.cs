using Sentinel.Concurrency.Mutants;
using Sentinel.Concurrency.Recording;

namespace Sentinel.Concurrency.Policies;

/// <summary>A test of the tests: every scenario of the plan fails when its mutant is put in place of the cache.</summary>
public sealed class PolicyTestsOfTheTests
{
    [Fact]
    public void ConcurrentRead_sees_a_cache_that_forgets() =>
        TestOfATest.Fails(() => PolicyScenarios.ConcurrentRead((source, timeToLive, time) => new CachesNothing(source, timeToLive, time)));

    [Fact]
    public void ConcurrentReadWrite_sees_a_policy_that_never_expires() =>
        TestOfATest.Fails(() => PolicyScenarios.ConcurrentReadWrite((source, timeToLive, time) => new ServesForEver(source, timeToLive, time)));

    [Fact]
    public void ConcurrentExpiry_sees_a_policy_served_at_the_boundary() =>
        TestOfATest.Fails(() => PolicyScenarios.ConcurrentExpiry((source, timeToLive, time) => new ServesAtTheBoundary(source, timeToLive, time)));

    [Fact]
    public void ConcurrentExpiry_sees_nobody_looking_again() =>
        TestOfATest.Fails(() => PolicyScenarios.ConcurrentExpiry((source, timeToLive, time) => new NeverLooksAgain(source, timeToLive, time)));

    [Fact]
    public void ConcurrentDifferentKeys_sees_one_lock_for_all_names() =>
        TestOfATest.Fails(() => PolicyScenarios.ConcurrentDifferentKeys((source, timeToLive, time) => new LocksAllNames(source, timeToLive, time)));

    [Fact]
    public void DoubleCheckLocking_sees_nobody_looking_again() =>
        TestOfATest.Fails(() => PolicyScenarios.DoubleCheckLocking((source, timeToLive, time) => new NeverLooksAgain(source, timeToLive, time)));

    [Fact]
    public void DoubleCheckLocking_sees_everybody_loading() =>
        TestOfATest.Fails(() => PolicyScenarios.DoubleCheckLocking((source, timeToLive, time) => new KeepsWhateverComesLast(source, timeToLive, time)));

    [Fact]
    public void ConcurrentFailure_sees_failures_that_are_kept() =>
        TestOfATest.Fails(() => PolicyScenarios.ConcurrentFailure((source, timeToLive, time) => new KeepsFailures(source, timeToLive, time)));

    [Fact]
    public void LateJoiner_sees_a_caller_that_joins_any_load() =>
        TestOfATest.Fails(() => PolicyScenarios.LateJoiner((source, timeToLive, time) => new JoinsAnyLoad(source, timeToLive, time)));

    [Fact]
    public void LateJoiner_sees_a_load_beside_the_old_one() =>
        TestOfATest.Fails(() => PolicyScenarios.LateJoiner((source, timeToLive, time) => new ReplacesOldLoads(source, timeToLive, time)));
}
