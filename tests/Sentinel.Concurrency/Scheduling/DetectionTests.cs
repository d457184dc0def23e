using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>What goes wrong without a wrong result has a finding of its own, with its place.</summary>
public class DetectionTests
{
    [Fact]
    public void A_deadlock_says_who_waits_for_whom()
    {
        var deadlock = Assert.IsType<Finding.Deadlock>(Explore(Bugs.LockOrder).Failure?.Finding);
        Assert.All(deadlock.Threads, t => Assert.Single(t.Owners));
        Assert.All(deadlock.Threads, t => Assert.Contains("Bugs.cs:", t.Place, StringComparison.Ordinal));
    }

    [Fact]
    public void A_task_that_nobody_completes_is_a_lost_wake_up() => Assert.IsType<Finding.LostWakeUp>(Explore(Faults.NeverCompleted).Failure?.Finding);

    [Fact]
    public void A_loop_that_never_ends_is_a_livelock() =>
        Assert.IsType<Finding.Livelock>(Subject.Explore(Faults.Livelock, new ControlledOptions { MaxPoints = 3_000 }).Failure?.Finding);

    [Fact]
    public void Readers_are_waited_for_by_name()
    {
        var deadlock = Assert.IsType<Finding.Deadlock>(Explore(Faults.TwoReadersThatWantToWrite).Failure?.Finding);
        Assert.Equal(["p1 (thread 2)", "p0 (thread 1)"], deadlock.Threads.Select(t => Assert.Single(t.Owners)));
    }

    [Fact]
    public void A_lock_of_a_thread_that_ended_is_a_deadlock()
    {
        var deadlock = Assert.IsType<Finding.Deadlock>(Explore(Faults.LockOfAThreadThatEnded).Failure?.Finding);
        Assert.Equal(["p0 (thread 1)"], Assert.Single(deadlock.Threads).Owners);
    }

    [Fact]
    public void A_thread_that_reaches_no_point_is_a_hang_and_is_given_up()
    {
        Subject.With(Faults.Hang, new ControlledOptions { HangMs = 100, ShrinkRuns = 0 }, (explorer, copy) =>
        {
            var hang = Assert.IsType<Finding.Hang>(explorer.Explore(copy, Subject.Judge).Failure?.Finding);
            Assert.StartsWith("p0", hang.Thread, StringComparison.Ordinal);

            // One in the run that found it, and one in each replay.
            Assert.Equal(3, explorer.LostThreads);
            return 0;
        });
    }

    [Fact]
    public void A_thread_outside_control_is_an_escape_at_the_await_that_it_ends()
    {
        var escape = Assert.IsType<Finding.Escape>(Explore(Faults.Escape).Failure?.Finding);
        Assert.Contains("Outsider", escape.Stack, StringComparison.Ordinal);
        Assert.Contains("Script.cs:", escape.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_is_queued_from_outside_control_is_an_escape() =>
        Assert.Contains("Outsider", Assert.IsType<Finding.Escape>(Explore(Faults.EscapeIntoAContinuation).Failure?.Finding).Stack, StringComparison.Ordinal);

    /// <summary>With patience: how long a thread outside control takes is nothing that a test can rely on.</summary>
    [Fact]
    public void A_task_that_is_completed_while_nobody_runs_is_an_escape() => Subject.With(Faults.EscapeAtTheEnd, new ControlledOptions(), (_, copy) =>
    {
        using var lane = new Lane(null);
        var settings = new RunSettings { Sites = Subject.Shadow.Sites, Promoted = [], GraceMs = 60_000, HangMs = 60_000 };
        var escape = Assert.IsType<Finding.Escape>(lane.Run(copy, new ReplayChooser([]), settings, out var _).Finding);
        Assert.Contains("while no controlled thread ran", escape.What, StringComparison.Ordinal);
        Assert.Contains("Faults.cs:", escape.What, StringComparison.Ordinal);
        return 0;
    });

    [Fact]
    public void A_loop_over_a_plain_flag_that_nobody_sets_has_no_end() =>
        Assert.IsType<Finding.Livelock>(Subject.Explore(Faults.PlainFlagThatNobodySets, new ControlledOptions { MaxPoints = 3_000 }).Failure?.Finding);

    [Fact]
    public void A_loop_over_a_plain_flag_is_a_race_and_no_hang()
    {
        var report = Explore(Faults.PlainFlag);
        Assert.True(report.Failure is null, report.Failure?.Finding.Describe());
        Assert.NotEmpty(report.DataRaces);
    }

    [Fact]
    public void A_comparison_under_a_lock_of_the_library_does_not_hang()
    {
        var report = Explore(Faults.EqualsUnderLock);
        Assert.True(report.Failure is null, report.Failure?.Finding.Describe());
    }

    [Theory]
    [InlineData(nameof(Faults.CatchAll))]
    [InlineData(nameof(Faults.CatchAllByParameter))]
    [InlineData(nameof(Faults.CatchAllWithAFilter))]
    public void A_handler_of_everything_does_not_catch_the_abort(string program)
    {
        Subject.With(SeededBugTests.Program(typeof(Faults), program), new ControlledOptions { HangMs = 5_000 }, (explorer, copy) =>
        {
            Assert.IsType<Finding.Deadlock>(explorer.Explore(copy, Subject.Judge).Failure?.Finding);
            Assert.Equal(0, explorer.LostThreads);
            return 0;
        });
    }

    [Fact]
    public void An_exception_in_a_thread_is_reported()
    {
        var unhandled = Assert.IsType<Finding.Unhandled>(Explore(Faults.UnhandledInThread).Failure?.Finding);
        Assert.Equal("in a thread", unhandled.Message);
        Assert.Contains("Faults.cs:line", unhandled.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_in_a_pool_item_is_reported() =>
        Assert.Equal("in the pool", Assert.IsType<Finding.Unhandled>(Explore(Faults.UnhandledInPool).Failure?.Finding).Message);

    [Fact]
    public void An_exception_that_the_awaiter_of_a_task_catches_is_none() => Assert.Null(Explore(Faults.CaughtFromTask).Failure?.Finding.Describe());

    [Fact]
    public void A_method_that_is_only_named_like_a_comparison_is_rewritten() =>
        Assert.Equal("BUG lost an update", Explore(Faults.LostInCompare).Failure?.Finding.Kind);

    [Fact]
    public void A_call_without_a_model_is_an_error_with_its_place()
    {
        var unmodelled = Assert.IsType<Finding.Unmodelled>(Explore(Faults.Unmodelled).Failure?.Finding);
        Assert.Equal("File.ReadAllTextAsync", unmodelled.Call);
        Assert.Contains("Faults.cs:", unmodelled.Place, StringComparison.Ordinal);
        Assert.Contains(unmodelled, Subject.Shadow.UnmodelledCalls);
    }

    [Theory]
    [InlineData(nameof(Faults.UnmodelledOverload), "Timer.Dispose")]
    [InlineData(nameof(Faults.DataFlow), "ActionBlock..ctor")]
    [InlineData(nameof(Faults.UnmodelledDelegate), "Thread.Interrupt")]
    [InlineData(nameof(Faults.StructDelegate), "ImmutableArray.CopyTo")]
    [InlineData(nameof(Faults.StaticDelegate), "Array.Reverse")]
    public void A_member_without_a_shim_of_a_type_with_shims_and_a_block_of_a_data_flow_are_errors_too(string program, string call)
    {
        var unmodelled = Assert.IsType<Finding.Unmodelled>(Explore(SeededBugTests.Program(typeof(Faults), program)).Failure?.Finding);
        Assert.Equal(call, unmodelled.Call);
        Assert.Contains("Faults.cs:", unmodelled.Place, StringComparison.Ordinal);
        Assert.Contains(unmodelled, Subject.Shadow.UnmodelledCalls);
    }

    [Fact]
    public void Code_that_is_not_deterministic_is_called_so() =>
        Assert.IsType<Finding.Diverged>(Explore(Faults.Nondeterministic).Failure?.Finding);

    /// <summary>The same choices lead to others the next time, so schedules are skipped that nobody knows of.</summary>
    [Fact]
    public void A_search_over_code_that_is_not_deterministic_is_not_complete()
    {
        var report = Subject.Explore(Faults.SometimesLonger, new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null });
        Assert.Null(report.Failure?.Finding.Describe());
        Assert.False(report.Complete);
        Assert.Equal("the code is not deterministic, so its schedules cannot be gone through", report.Ended);
    }

    [Fact]
    public void Code_that_takes_another_way_to_the_same_result_is_not_deterministic_either()
    {
        var diverged = Assert.IsType<Finding.Diverged>(Explore(Faults.AnotherWayEachTime).Failure?.Finding);
        Assert.Equal("BUG always", diverged.Original.Kind);
        Assert.Contains("Faults.cs:", diverged.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public void Statics_are_put_back_before_each_run() =>
        Assert.Null(Subject.Explore(Faults.StaticCount, new ControlledOptions { Strategy = Strategy.Random, Schedules = 20 }).Failure);

    [Theory]
    [InlineData(nameof(Faults.FailingTry))]
    [InlineData(nameof(Faults.FailingTryOfAMonitor))]
    [InlineData(nameof(Faults.FailingTryOfASemaphore))]
    [InlineData(nameof(Faults.FailingTryOfAWriter))]
    [InlineData(nameof(Faults.FailingTryOfAMutex))]
    public void A_failing_try_is_reached(string program)
    {
        foreach (var everyAccess in new[] { false, true })
        {
            var copy = SeededBugTests.Program(typeof(Faults), program);
            Assert.Equal("BUG reached", Subject.Explore(copy, new ControlledOptions { EveryAccess = everyAccess }).Failure?.Finding.Kind);
        }
    }

    private static ExplorationReport Explore(Func<IControlledProgram> program) => Subject.Explore(program, new ControlledOptions());
}
