namespace Sentinel.Scheduling;

/// <summary>Makes a failing schedule deviate as little as it can.</summary>
internal static class ScheduleShrinker
{
    internal delegate bool Search(IChooser chooser, out ControlledRun run);

    internal delegate bool Oracle(Schedule candidate, out ControlledRun run);

    /// <summary>Drops halves, then single deviations, while the schedule fails for the same reason; to a fixed point, within the budget.</summary>
    /// <remarks>Replay is lenient, so what a candidate really did may be shorter than what it asked for: that is what is kept.</remarks>
    public static Schedule Shrink(Schedule schedule, Oracle fails, int budget)
    {
        var best = schedule;
        for (var size = Math.Max(1, best.Deviations.Count / 2); size >= 1 && budget > 0; size /= 2)
        {
            var progress = true;
            while (progress && budget > 0)
            {
                progress = false;
                for (var at = 0; at < best.Deviations.Count && budget > 0; at++)
                {
                    var candidate = Without(best, at, size);
                    budget--;
                    if (fails(candidate, out var run))
                    {
                        best = run.Schedule.Deviations.Count < candidate.Deviations.Count ? run.Schedule : candidate;
                        progress = true;
                    }
                }
            }
        }

        return best;
    }

    /// <summary>What fails with one pre-emption at most may be found anew with less than is left: a long chain of who comes next is no simpler.</summary>
    public static Schedule Plainest(Search fails, Schedule shrunk, int budget)
    {
        for (var search = new DepthFirstChooser(1); shrunk.Deviations.Count > 2 && !search.Finished && budget > 0; search.Advance(), budget--)
        {
            if (fails(search, out var run) && run.Schedule.Deviations.Count < shrunk.Deviations.Count)
            {
                shrunk = run.Schedule;
            }
        }

        return shrunk;
    }

    private static Schedule Without(Schedule schedule, int at, int count) =>
        schedule.With([.. schedule.Deviations.Where((_, i) => i < at || i >= at + count)]);
}
