using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>What shrinking keeps: as little as still fails, and the failure that was found.</summary>
public class ShrinkerTests
{
    /// <summary>The third cannot go before the fifth has: one pass is not enough.</summary>
    [Fact]
    public void Deviations_are_dropped_until_none_can_be()
    {
        var found = new Schedule([.. Enumerable.Range(0, 9).Select(i => new Deviation(1, i, 2))], []);
        var shrunk = ScheduleShrinker.Shrink(found, Fails, budget: 400);
        Assert.Equal([7], shrunk.Deviations.Select(d => d.Ordinal));

        static bool Fails(Schedule candidate, out ControlledRun run)
        {
            run = new ControlledRun([], null, candidate, new Execution(new WorkerPool(), null!, new RunSettings { Sites = new SiteTable(), Promoted = [] }));
            var kept = candidate.Deviations.Select(d => d.Ordinal).ToHashSet();
            return kept.Contains(7) && (kept.Contains(3) || !kept.Contains(5));
        }
    }

    [Fact]
    public void What_is_left_fails_as_what_was_found_and_no_preemption_is_told_that_was_none()
    {
        HashSet<string> kinds = [];
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var failure = Subject.Explore(Orders.EitherIsFirst, new ControlledOptions { Strategy = Strategy.Random, Seed = seed }).Failure!;
            Assert.IsType<Finding.Rejected>(failure.Finding);
            Assert.Equal(0, failure.Run.Preemptions);
            Assert.Equal(failure.Finding.Kind == "BUG 1 was first" ? 0 : 1, failure.Schedule.Deviations.Count);
            kinds.Add(failure.Finding.Kind);
        }

        Assert.Equal(2, kinds.Count);
    }
}
