using System.Diagnostics;
using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Every seeded bug is found with every seed, and every right program is left alone.</summary>
public class SeededBugTests(ITestOutputHelper output)
{
    /// <summary>What each is found by: an effect of the mistake, not just anything.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [nameof(Bugs.RacyCounter)] = "BUG lost an increment",
        [nameof(Bugs.CheckThenAct)] = "BUG created twice",
        [nameof(Bugs.BrokenDoubleCheck)] = "BUG half-made",
        [nameof(Bugs.LostUpdateOfRecord)] = "BUG lost a deposit",
        [nameof(Bugs.LockOrder)] = "deadlock",
        [nameof(Bugs.AsyncCheckThenCreate)] = "BUG created twice",
        [nameof(Bugs.NonAtomicPop)] = "BUG popped nothing from a stack that was not empty",
        [nameof(Bugs.MissedSignal)] = "BUG took what was not there",
        [nameof(Bugs.FourOrderedSwitches)] = "BUG five steps in order",
        [nameof(Bugs.Aba)] = "BUG a node came back that had been popped",
        [nameof(Bugs.LostUpdateSixThreads)] = "BUG lost an increment",
    };

    public static TheoryData<string> BugNames() => Names(typeof(Bugs));

    public static TheoryData<string> RightNames() => Names(typeof(RightPrograms));

    [Theory]
    [MemberData(nameof(BugNames))]
    public void A_bug_is_found_with_every_seed(string bug)
    {
        List<double> times = [];
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var started = Stopwatch.GetTimestamp();
            var report = Subject.Explore(Program(typeof(Bugs), bug), new ControlledOptions { Seed = seed });
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.True(report.Failure is not null, $"seed {seed}: {report.Ended} after {report.Schedules} schedules");
            Assert.Equal(Kinds[bug], report.Failure.Finding.Kind);
            Assert.InRange(report.Failure.Schedule.Deviations.Count, 0, 4);
            if (seed == 1)
            {
                output.WriteLine($"{report.Schedules} schedules, {report.LearningRuns} learning, {report.Failure.Schedule}: {report.Failure.Finding.Describe()}");
            }
        }

        output.WriteLine($"median {times.Order().ElementAt(10):F1} ms, most {times.Max():F1} ms");
    }

    [Theory]
    [InlineData(Strategy.Random)]
    [InlineData(Strategy.Sticky)]
    [InlineData(Strategy.Pct)]
    public void Each_sampling_strategy_finds_a_racy_counter(Strategy strategy)
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var report = Subject.Explore(Bugs.RacyCounter, new ControlledOptions { Seed = seed, Strategy = strategy, Schedules = 200 });
            Assert.NotNull(report.Failure);
        }
    }

    [Theory]
    [MemberData(nameof(RightNames))]
    public void A_right_program_is_never_reported(string program)
    {
        foreach (var everyAccess in new[] { false, true })
        {
            var options = new ControlledOptions { Schedules = 10_000, EveryAccess = everyAccess, DataRaces = DataRaceMode.Fail };
            var report = Subject.Explore(Program(typeof(RightPrograms), program), options);
            Assert.True(report.Failure is null, report.Failure?.Finding.Describe());
            Subject.AssertAllWereRun(report, options.Schedules);
            output.WriteLine($"{(everyAccess ? "every access" : "learned")}: {report.Schedules} schedules, {report.LearningRuns} learning, {report.Ended}");
        }
    }

    internal static Func<IControlledProgram> Program(Type type, string name) =>
        type.GetMethod(name)!.CreateDelegate<Func<IControlledProgram>>();

    private static TheoryData<string> Names(Type type)
    {
        var names = new TheoryData<string>();
        foreach (var method in type.GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)))
        {
            names.Add(method.Name);
        }

        return names;
    }
}
