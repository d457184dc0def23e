using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

public sealed class SearchTests
{
    // Two operations are asserted, so shrinking has to get to its end on a busy machine too.
    private static readonly LinearizabilityOptions Options = new() { Corpus = CorpusMode.Off, ShrinkBudget = TimeSpan.FromMinutes(2) };

    [Fact]
    public void A_locked_counter_passes_and_says_what_was_covered()
    {
        var result = Linearizability.Run<CounterSpec>(Options);

        Assert.True(result.Passed, result.ToString());
        Assert.Equal(1_000, result.Coverage.Programs);
        Assert.True(result.UnderControl is { Passed: true, Schedules: > 1_000 }, result.ToString());
        Assert.Equal(result.Coverage.PossiblePairs, result.Coverage.ConcurrentPairs.Count);
        Assert.Empty(result.Coverage.NeverRun);
        Assert.Equal(result.Coverage.Operations, result.Coverage.Outcomes.Values.Sum(outcomes => outcomes.Values.Sum()));
    }

    [Fact]
    public void A_racy_counter_is_caught_by_real_threads()
    {
        var result = Linearizability.Run<RacyCounterSpec>(Options with { Mode = TestMode.Stress, Runs = 200_000 });

        var failure = Assert.IsType<LinearizabilityFailure>(result.Failure);
        Assert.IsType<Finding.NotLinearizable>(failure.Finding);
        Assert.True(failure.Reproduction.Failures >= 1, $"reproduced {failure.Reproduction}");
        Assert.Contains(ReplayToken.Variable, failure.Report, StringComparison.Ordinal);
    }

    /// <remarks>What does need luck is shrunk as far as luck goes; under control, exactly.</remarks>
    [Fact]
    public void What_needs_no_luck_is_shrunk_to_its_end_by_real_threads()
    {
        var result = Linearizability.Run<WrongOutsideControlSpec>(Options with { Mode = TestMode.Stress });

        Assert.Equal(1, result.Failure?.Operations);
    }

    [Fact]
    public void Check_throws_the_report_of_a_violation() =>
        Assert.Contains(
            "NOT LINEARIZABLE   RacyCounterSpec",
            Assert.Throws<LinearizabilityViolationException>(() => Linearizability.Check<RacyCounterSpec>(Options with { Runs = 20_000 })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Asynchronous_operations_are_tested_like_the_others()
    {
        Assert.True(Linearizability.Run<AsyncRegistrySpec>(Options with { Runs = 300 }).Passed);
        Assert.NotNull(Linearizability.Run<UnguardedRegistrySpec>(Options with { Mode = TestMode.Stress, Runs = 20_000 }).Failure);
    }

    [Fact]
    public void An_exception_is_an_outcome_that_a_throwing_step_expects()
    {
        var result = Linearizability.Run<ThrowingStackSpec>(Options);

        Assert.True(result.Passed, result.ToString());
        Assert.True(result.Coverage.Outcomes["pop"]["InvalidOperationException"] > 0);
    }

    [Fact]
    public void A_call_that_times_out_is_unknown_and_may_have_taken_effect_or_not()
    {
        var result = Linearizability.Run<LossyRegisterSpec>(Options);

        Assert.True(result.Passed, result.ToString());
        Assert.True(result.Coverage.Outcomes["write"]["unknown"] > 0);
    }

    [Fact]
    public void A_deadlock_is_a_finding_that_says_where_each_process_is()
    {
        var result = Linearizability.Run<CrossedSpec>(Options with { Mode = TestMode.Stress, Runs = 5_000, Deadline = TimeSpan.FromSeconds(1) });

        var hang = Assert.IsType<Finding.Hang>(result.Failure?.Finding);
        Assert.Contains(hang.Places, place => place.Contains("left first, which never returned", StringComparison.Ordinal));
        Assert.Contains(hang.Places, place => place.Contains("right first, which never returned", StringComparison.Ordinal));
        Assert.Contains("HANG", result.Failure!.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_control_a_deadlock_is_exact_and_replays()
    {
        var result = Linearizability.Run<CrossedSpec>(Options with { Mode = TestMode.Controlled });

        Assert.IsType<Sentinel.Scheduling.Finding.Deadlock>(Assert.IsType<Finding.Controlled>(result.Failure?.Finding).Found);
        Assert.Equal(2, result.Failure!.Operations);
        Assert.Equal(new(2, 2), result.Failure.Reproduction);
        Assert.Contains("The interleaving that does it", result.Failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_control_a_racy_counter_fails_every_time_that_its_token_is_replayed()
    {
        var failure = Linearizability.Run<RacyCounterSpec>(Options with { Mode = TestMode.Controlled }).Failure!;
        var token = ReplayToken.Parse(failure.Counterexample.Token.ToString());

        Assert.Equal("controlled", token.Tier);
        Assert.Equal(2, failure.Operations);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(new(2, 2), Linearizability.Replay<RacyCounterSpec>(token).Reproduction));
    }

    [Fact]
    public void Code_that_cannot_be_controlled_runs_under_real_threads_and_the_result_says_why()
    {
        var result = Linearizability.Run<UncontrollableSpec>(Options with { Runs = 50 });

        Assert.True(result.Passed, result.ToString());
        Assert.Equal("stress", result.Tier);
        Assert.Contains("ThreadPool", result.Uncontrolled, StringComparison.Ordinal);
        Assert.StartsWith("not run under control: ", Assert.Single(result.Remarks), StringComparison.Ordinal);
        Assert.Throws<CannotControlException>(() => Linearizability.Run<UncontrollableSpec>(Options with { Mode = TestMode.Controlled }));
    }

    [Fact]
    public void A_system_that_leaves_control_when_it_is_made_is_tested_under_real_threads_too()
    {
        var result = Linearizability.Run<UncontrollableFromTheStartSpec>(Options with { Runs = 20 });

        Assert.True(result.Passed, result.ToString());
        Assert.Contains("ThreadPool.RegisterWaitForSingleObject at PooledFromTheStart", result.Uncontrolled, StringComparison.Ordinal);
    }

    /// <summary>Under control an hour passes at once.</summary>
    [Fact]
    public void What_waits_for_long_is_tested_under_control_only()
    {
        var result = Linearizability.Run<PatientSpec>(Options with { Runs = 100 });

        Assert.True(result.Passed, result.ToString());
        Assert.Equal("controlled", result.Tier);
        Assert.Contains("not run under real threads: ", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(5, 1_000)]
    [InlineData(50, 200)]
    [InlineData(1_000, 10)]
    [InlineData(1_001, null)]
    public void What_waits_a_little_is_tested_less_under_real_threads(int milliseconds, int? programs) =>
        Assert.Equal(programs, TieredSearch.LeftToThreads(new(), new(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMinutes(1)))?.Runs);

    [Fact]
    public void A_run_that_waits_longer_than_the_deadline_is_no_hang_where_it_did_so_under_control()
    {
        var result = Linearizability.Run<SlowSpec>(Options with { Runs = 2, Deadline = TimeSpan.FromSeconds(1) });

        Assert.True(result.Passed, result.ToString());
        Assert.Equal("stress", result.Tier);
        Assert.IsType<Finding.Hang>(
            Linearizability.Run<SlowSpec>(Options with { Mode = TestMode.Stress, Runs = 2, Deadline = TimeSpan.FromSeconds(1) }).Failure?.Finding);
    }

    [Fact]
    public void A_spec_that_cannot_be_created_says_why() =>
        Assert.Equal(
            "ThrowingSpec could not be created: no settings",
            Assert.Throws<SystemUnderTestException>(() => Linearizability.Run<ThrowingSpec>(Options)).Message);

    [Theory]
    [InlineData(typeof(CounterSpec), true)]
    [InlineData(typeof(OpenSpec<>), false)]
    [InlineData(typeof(OpenSpec<int>), true)]
    [InlineData(typeof(CommandSpec<,,,>), false)]
    [InlineData(typeof(Counter), false)]
    public void Only_a_spec_that_a_runner_can_create_is_one(Type type, bool expected)
    {
        Assert.Equal(expected, Linearizability.IsSpec(type));
        if (!expected)
        {
            Assert.Throws<ArgumentException>(() => Linearizability.Run(type, Options));
        }
    }

    [Fact]
    public void Too_little_concurrency_is_no_pass()
    {
        var result = Linearizability.Run<CounterSpec>(Options with { MinimumConcurrentPairs = long.MaxValue });

        Assert.False(result.Passed);
        Assert.Contains("a pass would say nothing", result.Inconclusive, StringComparison.Ordinal);
        Assert.Throws<LinearizabilityInconclusiveException>(() =>
            Linearizability.Check<CounterSpec>(Options with { Runs = 10, MinimumConcurrentPairs = long.MaxValue }));
    }

    [Fact]
    public void A_cancelled_search_is_no_pass()
    {
        var result = Linearizability.Run<CounterSpec>(Options, cancellationToken: new(canceled: true));

        Assert.False(result.Passed);
        Assert.Contains("cancelled", result.Inconclusive, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestMode.Controlled)]
    [InlineData(TestMode.Stress)]
    [InlineData(TestMode.Both)]
    public void A_search_that_is_cancelled_on_the_way_tells_what_it_did_until_then(TestMode mode)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var result = Linearizability.Run<CounterSpec>(Options with { Mode = mode, For = TimeSpan.FromMinutes(5) }, cancellationToken: cancellation.Token);

        Assert.Contains("cancelled", result.Inconclusive, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_that_cannot_be_made_is_an_error_with_its_reason() =>
        Assert.Contains(
            "no database",
            Assert.Throws<SystemUnderTestException>(() => Linearizability.Run<BrokenSpec>(Options)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_spec_without_operations_is_an_error() =>
        Assert.Contains(
            "declares no operation",
            Assert.Throws<InvalidOperationException>(() => Linearizability.Run<EmptySpec>(Options)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_search_can_go_on_for_a_time_instead_of_a_number_of_programs() =>
        Assert.True(Linearizability.Run<CounterSpec>(Options with { Mode = TestMode.Stress, Runs = 1, For = TimeSpan.FromSeconds(1) }).Coverage.Programs > 1);
}
