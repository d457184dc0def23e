using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Ten bugs in ordinary styles are found; their right forms, which differ in one line, are not reported.</summary>
public class PairTests
{
    private const int Right = 10_000;

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var method in typeof(Pairs).GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)))
        {
            names.Add(method.Name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_wrong_form_is_found(string pair)
    {
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var report = Explore(pair, right: false, new ControlledOptions { Seed = seed });
            Assert.True(report.Failure is not null, $"seed {seed}: {report.Ended} after {report.Schedules}");
            Assert.IsNotType<Finding.Diverged>(report.Failure.Finding);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_right_form_is_silent(string pair)
    {
        var report = Explore(pair, right: true, new ControlledOptions { Schedules = Right, DataRaces = DataRaceMode.Fail });
        Assert.True(report.Failure is null, report.Failure?.Finding.Describe());
        Subject.AssertAllWereRun(report, Right);
    }

    private static ExplorationReport Explore(string pair, bool right, ControlledOptions options)
    {
        var copy = Subject.Shadow.Resolve(typeof(Pairs)).GetMethod(pair)!.CreateDelegate<Func<bool, IControlledProgram>>();
        return Subject.With(Counting.Racy, options, (explorer, _) => explorer.Explore(() => copy(right), Subject.Judge));
    }
}
