using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Ten bugs in ordinary styles are found; their right forms, which differ in one line, are not reported.</summary>
public class PairTests
{
    private const int Right = 10_000;

    /// <summary>What each wrong form is found by. That nothing orders a publication shows in no schedule, so there the race is what is found.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [nameof(Pairs.MonitorWaitWithIf)] = "BUG took what was not there",
        [nameof(Pairs.AbaInNodePool)] = "BUG a node came back",
        [nameof(Pairs.TornPair)] = "BUG half of each",
        [nameof(Pairs.UnfencedPublication)] = "data race",
        [nameof(Pairs.AsyncCheckThenAct)] = "BUG created twice",
        [nameof(Pairs.NonAtomicIncrement)] = "BUG lost an increment",
        [nameof(Pairs.SemaphoreNotReleased)] = "lost wake-up",
        [nameof(Pairs.DeferredEnumeration)] = "InvalidOperationException",
        [nameof(Pairs.ReaderWriterUpgrade)] = "BUG filled twice",
        [nameof(Pairs.LockOrder)] = "deadlock",
    };

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
            var options = new ControlledOptions { Seed = seed, DataRaces = Scenario.IsRace($"{nameof(Pairs)}.{pair}") ? DataRaceMode.Fail : DataRaceMode.Warn };
            var report = Explore(pair, right: false, options);
            Assert.True(report.Failure is not null, $"seed {seed}: {report.Ended} after {report.Schedules}");
            Assert.Equal(Kinds[pair], report.Failure.Finding.Kind);
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
