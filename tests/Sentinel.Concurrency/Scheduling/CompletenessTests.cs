using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>"Every schedule was run" is said where it is so, and nowhere else.</summary>
public class CompletenessTests
{
    private static readonly ControlledOptions Search = new() { Strategy = Strategy.DepthFirst, PreemptionBound = null, Schedules = 20_000 };

    [Theory]
    [InlineData(false, 21)]
    [InlineData(true, 20)]
    public void What_is_learned_late_begins_the_search_again(bool everyAccess, int schedules)
    {
        // One schedule was run before the race was seen: it counts, and it is run again.
        var report = Subject.Explore(Orders.RacesInTheOtherOrder, Search with { EveryAccess = everyAccess });
        Assert.True(report.Complete, report.Ended);
        Assert.Equal(schedules, report.Schedules);
    }

    /// <summary>Were it a point like another there would be 630.</summary>
    [Theory]
    [InlineData(nameof(Orders.GiveWayAFewTimes))]
    [InlineData(nameof(Orders.SleepForNoTimeAFewTimes))]
    [InlineData(nameof(Orders.SpinAFewTimes))]
    public void Whoever_gives_way_a_few_times_leaves_the_search_complete(string program)
    {
        var report = Subject.Explore(SeededBugTests.Program(typeof(Orders), program), Search);
        Assert.True(report.Complete, report.Ended);
        Assert.Equal(30, report.Schedules);
    }

    /// <summary>One never gives way and is made to; the other does so too often.</summary>
    [Theory]
    [InlineData(typeof(RightPrograms), nameof(RightPrograms.SpinFlag))]
    [InlineData(typeof(Orders), nameof(Orders.GiveWayManyTimes))]
    public void A_search_that_had_to_end_a_spin_is_not_complete(Type programs, string program)
    {
        var report = Subject.Explore(SeededBugTests.Program(programs, program), Search);
        Assert.False(report.Complete);
        Assert.Equal("every schedule within the bound was run", report.Ended);
    }

    [Theory]
    [InlineData(nameof(Faults.LessToDoAfterTheFirstRun))]
    [InlineData(nameof(Faults.MoreToDoAfterTheFirstRun))]
    public void A_search_of_code_that_is_not_deterministic_is_not_complete(string program)
    {
        AppDomain.CurrentDomain.SetData(Faults.RunsKey, 0);
        var report = Subject.Explore(SeededBugTests.Program(typeof(Faults), program), Search);
        Assert.Null(report.Failure);
        Assert.False(report.Complete, $"{report.Schedules} schedules");
        Assert.Equal("the code is not deterministic, so its schedules cannot be gone through", report.Ended);
    }

    [Fact]
    public void A_time_budget_ends_the_search_and_says_so()
    {
        var report = Subject.Explore(Counting.Racy, Search with { TimeBudget = TimeSpan.FromSeconds(9.5), Clock = new Seconds() });
        Assert.Equal("the time budget is spent", report.Ended);
        Assert.Equal(9, report.Schedules + report.LearningRuns);
        Assert.False(report.Complete);
    }

    /// <summary>A second goes by whenever somebody looks.</summary>
    private sealed class Seconds : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now++;
    }
}
