using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Ordinary features of the language and the library: what is right stays under control and silent, what is wrong is found.</summary>
public class EverydayTests
{
    public static TheoryData<string> RightNames() => Names(typeof(Everyday));

    public static TheoryData<string> WrongNames() => Names(typeof(EverydayBugs));

    [Theory]
    [MemberData(nameof(RightNames))]
    public void Ordinary_code_stays_under_control_and_is_not_reported(string program)
    {
        var options = new ControlledOptions { Schedules = 300, DataRaces = DataRaceMode.Fail };
        var report = Subject.Explore(SeededBugTests.Program(typeof(Everyday), program), options);
        Assert.True(report.Failure is null, report.Failure?.Finding.Describe());
        Subject.AssertAllWereRun(report, options.Schedules);
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void A_bug_in_ordinary_code_is_found_and_replayed(string program)
    {
        var copy = SeededBugTests.Program(typeof(EverydayBugs), program);
        var report = Subject.Explore(copy, new ControlledOptions());
        Assert.True(report.Failure is not null, $"{report.Ended} after {report.Schedules} schedules");
        Assert.False(
            report.Failure.Finding is Finding.Escape or Finding.Hang or Finding.Diverged or Finding.Unmodelled or Finding.Livelock,
            report.Failure.Finding.Describe());
        var again = Subject.With(copy, new ControlledOptions(), (explorer, made) => explorer.Replay(made, report.Failure.Schedule));
        Assert.Equal(report.Failure.Run.TraceHash, again.TraceHash);
        Assert.Equal(report.Failure.Finding.Kind, (again.Finding ?? Subject.Judge(again))?.Kind);
    }

    private static TheoryData<string> Names(Type type) =>
        [.. type.GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)).Select(m => m.Name)];
}
