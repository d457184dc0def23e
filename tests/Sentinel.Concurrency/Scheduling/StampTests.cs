using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Threads run to their first point without a choice, so invocations are stamped when that point is passed, or violations of
/// real-time order would disappear.</summary>
public class StampTests
{
    [Fact]
    public void The_one_schedule_in_twelve_that_breaks_real_time_order_is_seen()
    {
        var violations = 0;
        var options = new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null };
        var report = Subject.With(Counting.WriterAndReaders, options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            var first = run.Steps.Single(s => s.Branch == 1);
            var second = run.Steps.Single(s => s.Branch == 2);
            violations += (first.Result, second.Result) is (1, 0) && first.Responded < second.Invoked ? 1 : 0;
            return null;
        }));
        Assert.True(report.Complete);
        Assert.Equal(12, report.Schedules);
        Assert.Equal(1, violations);
    }

    /// <summary>The two rows of the table that the product does not take: the steps stamp themselves, at the call.</summary>
    [Theory]
    [InlineData(nameof(Counting.StampedAtTheCallAfterAChoice), 210, 3)]
    [InlineData(nameof(Counting.StampedAtTheCall), 12, 0)]
    public void Stamped_at_the_call_the_violation_takes_many_more_schedules_or_is_missed(string program, int schedules, int expected)
    {
        var violations = 0;
        var options = new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null };
        var report = Subject.With(SeededBugTests.Program(typeof(Counting), program), options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            var (first, _, answered) = ((object?, int, int))run.Steps.Single(s => s.Branch == 1).Result!;
            var (second, called, _) = ((object?, int, int))run.Steps.Single(s => s.Branch == 2).Result!;
            violations += (first, second) is (1, 0) && answered < called ? 1 : 0;
            return null;
        }));
        Assert.True(report.Complete);
        Assert.Equal(schedules, report.Schedules);
        Assert.Equal(expected, violations);
    }

    /// <summary>Neither an await nor a task before it makes the first access of a step a later one.</summary>
    [Theory]
    [InlineData(nameof(Stamped.AfterAYield))]
    [InlineData(nameof(Stamped.InATask))]
    public void The_rest_of_a_step_stamps_its_beginning(string program)
    {
        var (report, violations) = Count(program, run =>
        {
            var first = run.Steps.Single(s => s.Branch == 1);
            var second = run.Steps.Single(s => s.Branch == 2);
            return (first.Result, second.Result) is (1, 0) && first.Responded < second.Invoked;
        });
        Assert.Equal(12, report.Schedules);
        Assert.Equal(1, violations);
    }

    [Fact]
    public void A_step_without_an_access_comes_at_any_time()
    {
        var (_, stale) = Count(nameof(Stamped.CacheOfAThread), run =>
        {
            var second = run.Steps.Single(s => s is { Branch: 1, Index: 1 });
            return second.Result is 0 && run.Steps.Single(s => s.Branch == 0).Responded < second.Invoked;
        });
        Assert.True(stale > 0);
    }

    [Theory]
    [InlineData(nameof(Stamped.ReleaseFirst), 0)]
    [InlineData(nameof(Stamped.LockOverTwoSteps), 1)]
    public void Nothing_that_a_step_released_is_seen_before_it_begins(string program, int releasing)
    {
        var (report, early) = Count(program, run =>
        {
            var release = run.Steps.Single(s => s.Branch == 0 && s.Index == releasing);
            var wait = run.Steps.Single(s => s.Branch == 1);
            var entered = releasing == 0 ? 0 : run.Steps.Single(s => s is { Branch: 0, Index: 0 }).Invoked;
            return wait.Responded < release.Invoked && wait.Responded > entered;
        });
        Assert.True(report.Schedules > 1);
        Assert.Equal(0, early);
    }

    /// <summary>What a step does may be done by a thread that it starts, or that another starts for it.</summary>
    [Theory]
    [InlineData(nameof(Orders.WriterThroughATask))]
    [InlineData(nameof(Orders.WriterAfterASignal))]
    public void A_step_begins_before_whatever_works_for_it(string program)
    {
        var (violations, impossible) = (0, 0);
        var options = new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null };
        var report = Subject.With(SeededBugTests.Program(typeof(Orders), program), options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            var writer = run.Steps.Single(s => s.Branch == 0);
            var first = run.Steps.Single(s => s.Branch == 1);
            var second = run.Steps.Single(s => s.Branch == 2);
            violations += (first.Result, second.Result) is (1, 0) && first.Responded < second.Invoked ? 1 : 0;
            impossible += (1.Equals(first.Result) && first.Responded < writer.Invoked) || (0.Equals(second.Result) && writer.Responded < second.Invoked) ? 1 : 0;
            return null;
        }));
        Assert.True(report.Complete, report.Ended);
        Assert.True(violations > 0);
        Assert.Equal(0, impossible);
    }

    [Fact]
    public void A_step_ends_where_its_task_is_completed()
    {
        var first = 0;
        var report = Subject.With(Orders.CompletedByAnother, new ControlledOptions(), (explorer, copy) => explorer.Explore(copy, run =>
        {
            var (waits, next) = (run.Steps.Single(s => s.Branch == 0), run.Steps.Single(s => s is { Branch: 1, Index: 1 }));
            first += waits.Responded < next.Invoked ? 1 : 0;
            return waits.Responded < next.Invoked || next.Responded < waits.Invoked ? null : new Finding.Rejected("late", $"{waits} overlaps {next}");
        }));
        Assert.Null(report.Failure?.Finding.Describe());
        Assert.True(first > 0);
        Assert.True(report.Complete, report.Ended);
    }

    [Fact]
    public void A_clock_that_a_step_moves_is_never_read_too_early()
    {
        var fresh = 0;
        var options = new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null };
        var report = Subject.With(Clocks.MovedByAStep, options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            var moved = run.Steps.Single(s => s.Branch == 0);
            foreach (var read in run.Steps.Where(s => s.Branch == 1 && s.Invoked > moved.Responded))
            {
                fresh++;
                if (!TimeSpan.FromSeconds(1).Equals(read.Result))
                {
                    return new Finding.Rejected("stale", $"{read} after {moved}");
                }
            }

            return null;
        }));
        Assert.Null(report.Failure?.Finding.Describe());
        Assert.True(report.LearningRuns > 0);
        Assert.True(fresh > 0);
    }

    [Fact]
    public void A_timeout_fires_early_only_where_timers_are_choices()
    {
        Assert.Null(Subject.Explore(Clocks.TimeoutRace, new ControlledOptions { Schedules = 300 }).Failure?.Finding.Describe());
        var raced = Subject.Explore(Clocks.TimeoutRace, new ControlledOptions { Schedules = 300, TimersAsChoices = true });
        Assert.Equal("BUG timed out", raced.Failure?.Finding.Kind);

        // Without a timer there is nothing to choose: a thread that waits for good stays where it is.
        Assert.IsType<Finding.Deadlock>(Subject.Explore(Bugs.LockOrder, new ControlledOptions { TimersAsChoices = true }).Failure?.Finding);
    }

    [Fact]
    public void Every_kind_of_timer_runs_on_the_virtual_clock() =>
        Assert.Null(Subject.Explore(Clocks.EveryTimer, new ControlledOptions { Schedules = 200 }).Failure?.Finding.Describe());

    private static (ExplorationReport Report, int Count) Count(string program, Predicate<ControlledRun> counts)
    {
        var count = 0;
        var options = new ControlledOptions { Strategy = Strategy.DepthFirst, PreemptionBound = null };
        var report = Subject.With(SeededBugTests.Program(typeof(Stamped), program), options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            count += counts(run) ? 1 : 0;
            return null;
        }));
        Assert.Null(report.Failure?.Finding.Describe());
        Assert.True(report.Complete);
        return (report, count);
    }
}
