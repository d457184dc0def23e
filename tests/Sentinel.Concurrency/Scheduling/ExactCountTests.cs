using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Programs small enough to know every schedule of them: a scheduler that loses or repeats one fails here.</summary>
public class ExactCountTests
{
    [Theory]
    [InlineData(nameof(Counting.Racy), true, 924, 73)]
    [InlineData(nameof(Counting.Racy), false, 924, 73)]
    [InlineData(nameof(Counting.Atomic), true, 20, 20)]
    [InlineData(nameof(Counting.Locked), true, 1632, 20)]
    [InlineData(nameof(Counting.Locked), false, 20, 20)]
    [InlineData(nameof(Counting.ModernLock), false, 20, 20)]
    public void Every_schedule_is_run_once(string program, bool everyAccess, int schedules, int outcomes)
    {
        var (report, seen) = Outcomes(program, everyAccess, null);
        Assert.True(report.Complete, report.Ended);
        Assert.Equal(schedules, report.Schedules);
        Assert.Equal(outcomes, seen);
    }

    [Theory]
    [InlineData(nameof(Counting.Racy), true, 0, 2, 2)]
    [InlineData(nameof(Counting.Racy), true, 1, 12, 11)]
    [InlineData(nameof(Counting.Racy), true, 2, 62, 35)]
    [InlineData(nameof(Counting.Racy), true, 3, 162, 59)]
    [InlineData(nameof(Counting.Atomic), true, 0, 2, 2)]
    [InlineData(nameof(Counting.Atomic), true, 1, 6, 6)]
    [InlineData(nameof(Counting.Atomic), true, 2, 14, 14)]
    [InlineData(nameof(Counting.Atomic), true, 3, 18, 18)]
    [InlineData(nameof(Counting.Locked), true, 0, 2, 2)]
    [InlineData(nameof(Counting.Locked), true, 1, 18, 6)]
    [InlineData(nameof(Counting.Locked), true, 2, 62, 14)]
    [InlineData(nameof(Counting.Locked), true, 3, 210, 18)]
    [InlineData(nameof(Counting.Locked), false, 1, 6, 6)]
    [InlineData(nameof(Counting.Locked), false, 2, 14, 14)]
    [InlineData(nameof(Counting.Locked), false, 3, 18, 18)]
    public void A_bound_of_preemptions_cuts_where_it_must(string program, bool everyAccess, int bound, int schedules, int outcomes)
    {
        var (report, seen) = Outcomes(program, everyAccess, bound);
        Assert.False(report.Complete);
        Assert.Equal(schedules, report.Schedules);
        Assert.Equal(outcomes, seen);
    }

    private static (ExplorationReport Report, int Outcomes) Outcomes(string program, bool everyAccess, int? bound)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var options = new ControlledOptions
        {
            Strategy = Strategy.DepthFirst,
            PreemptionBound = bound,
            EveryAccess = everyAccess,
            Schedules = 10_000,
        };
        var factory = typeof(Counting).GetMethod(program)!.CreateDelegate<Func<IControlledProgram>>();
        var report = Subject.With(factory, options, (explorer, copy) => explorer.Explore(copy, run =>
        {
            seen.Add(string.Join(' ', run.Steps.OrderBy(s => s.Branch).ThenBy(s => s.Index).Select(s => s.Result)));
            return run.Steps.Select(s => s.Error).FirstOrDefault(e => e is not null) is { } error ? new Finding.Rejected("threw", error.ToString()) : null;
        }));
        Assert.Null(report.Failure?.Finding.Describe());
        return (report, seen.Count);
    }
}
