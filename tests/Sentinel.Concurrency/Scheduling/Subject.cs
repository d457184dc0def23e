using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>The rewritten copy of the subjects, and explorations of it, one at a time.</summary>
internal static class Subject
{
    private static readonly Lock Gate = new();

    public static readonly ShadowContext Shadow = ShadowContext.For(typeof(Counting));

    public static ExplorationReport Explore(Func<IControlledProgram> program, ControlledOptions options)
    {
        lock (Gate)
        {
            using var explorer = new ControlledExplorer(Shadow, options);
            return explorer.Explore(Shadow.Resolve(program), Judge);
        }
    }

    public static T With<T>(Func<IControlledProgram> program, ControlledOptions options, Func<ControlledExplorer, Func<IControlledProgram>, T> use)
    {
        lock (Gate)
        {
            using var explorer = new ControlledExplorer(Shadow, options);
            return use(explorer, Shadow.Resolve(program));
        }
    }

    /// <summary>The whole budget, or sooner because no schedule was left.</summary>
    public static void AssertAllWereRun(ExplorationReport report, int budget) => Assert.True(
        report.Schedules == budget || report.Ended is "every schedule was run" or "every schedule within the bound was run",
        $"{report.Schedules} schedules: {report.Ended}");

    /// <summary>Rejects a run one of whose steps says so itself, or threw.</summary>
    public static Finding? Judge(ControlledRun run) => Verdicts.Judge(run);
}
