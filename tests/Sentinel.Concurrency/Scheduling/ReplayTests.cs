using System.Diagnostics;
using System.Globalization;
using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A failing schedule is the same execution every time, in this process and in any other.</summary>
public class ReplayTests
{
    private const int Times = 1_000;

    public static TheoryData<string> Failing() => [.. Scenario.Names];

    [Theory]
    [MemberData(nameof(Failing))]
    public void A_failing_schedule_replays_identically(string name) => Fail(name, (explorer, copy, failure) =>
    {
        var text = ScheduleCodec.Encode(failure.Schedule);
        var schedule = ScheduleCodec.Decode(text);
        Assert.Equal(failure.Schedule, schedule);
        for (var i = 0; i < Times; i++)
        {
            var run = explorer.Replay(copy, schedule);
            Assert.Equal(failure.Run.TraceHash, run.TraceHash);
            Assert.Equal(failure.Finding.Kind, Verdicts.KindOf(run, failure.Finding.Kind));
        }
    });

    [Fact]
    public void Three_processes_find_the_same_failures_with_the_same_trace_hashes()
    {
        var processes = Enumerable.Range(0, 3).Select(_ => RunSubjects()).ToArray();
        var lines = processes[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(12, lines.Length);
        Assert.EndsWith("True", lines[11].TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(processes[0], processes[1]);
        Assert.Equal(processes[0], processes[2]);
    }

    [Fact]
    public void Three_processes_replay_every_failure_that_this_one_found()
    {
        List<string> arguments = [];
        List<string> expected = [];
        foreach (var name in Scenario.Names)
        {
            Fail(name, (_, _, failure) =>
            {
                arguments.AddRange([name, ScheduleCodec.Encode(failure.Schedule), failure.Finding.Kind]);
                expected.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {failure.Run.TraceHash:x16} {failure.Finding.Kind}"));
            });
        }

        Assert.True(expected.Count > 50, $"{expected.Count} scenarios");
        for (var process = 0; process < 3; process++)
        {
            Assert.Equal(expected, RunSubjects([.. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
        }
    }

    [Fact]
    public void Keys_with_stable_hash_codes_are_found_again() => Assert.Null(Subject.Explore(Hashes.Finds, new ControlledOptions()).Failure?.Finding.Describe());

    [Fact]
    public void Two_shadow_copies_give_the_same_trace_hashes()
    {
        using var other = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = null });
        using var explorer = new ControlledExplorer(other, new ControlledOptions());
        foreach (var method in typeof(Bugs).GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)))
        {
            var program = method.CreateDelegate<Func<IControlledProgram>>();
            var here = Subject.With(program, new ControlledOptions(), (e, copy) => e.Explore(copy, Subject.Judge).Failure!.Run);
            var there = explorer.Replay(other.Resolve(program), here.Schedule);
            Assert.Equal(
                $"{method.Name} {here.TraceHash.ToString("x16", CultureInfo.InvariantCulture)}",
                $"{method.Name} {there.TraceHash.ToString("x16", CultureInfo.InvariantCulture)}");
        }
    }

    [Fact]
    public void A_shrunk_schedule_says_which_switch_matters()
    {
        var report = Subject.Explore(Bugs.RacyCounter, new ControlledOptions { Strategy = Strategy.Random, Seed = 3 });
        Assert.Single(report.Failure!.Schedule.Deviations);
        var rows = report.Failure.Interleaving;
        Assert.Contains(rows, r => r is { Branch: 0, What: "read Sentinel.Scheduling.Subjects.PlainCounter._value" } && r.Line > 0);
        Assert.Contains(rows, r => r.Switched);

        // The switch that leaves a thread in the middle is marked in the row after it, and it is the only one.
        Assert.Equal(1, report.Failure.Run.Preemptions);
        Assert.True(Assert.Single(rows, r => r.Preempted).Switched);
    }

    [Fact]
    public void What_a_run_sees_as_random_is_the_same_for_its_seed_and_no_other()
    {
        var seen = new[] { 1UL, 1UL, 2UL }.Select(seed => Subject.With(
            Orders.Chance, new ControlledOptions(), (explorer, copy) => (string)explorer.Replay(copy, new Schedule([], []) { Seed = seed }).Steps.Single().Result!)).ToArray();
        Assert.Equal(seen[0], seen[1]);
        Assert.All(seen[0].Split(' ').Zip(seen[2].Split(' ')), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Identities_and_threads_are_counted_in_each_run_anew()
    {
        for (var i = 0; i < 2; i++)
        {
            var run = Subject.With(Orders.Numbers, new ControlledOptions(), (explorer, copy) => explorer.Replay(copy, Schedule.Default));
            Assert.Equal(["1 2 2", "2 3 3"], run.Steps.Select(s => s.Result));
        }
    }

    [Theory]
    [InlineData(1, false, false, false)]
    [InlineData(0, true, false, false)]
    [InlineData(ulong.MaxValue, false, true, false)]
    [InlineData(7, false, false, true)]
    public void All_that_a_schedule_holds_is_in_its_text(ulong seed, bool timers, bool inline, bool unmodelled)
    {
        var schedule = new Schedule([new(0, 1, 2), new(300, 0, 70_000)], ["A.b", "*"])
        {
            Seed = seed,
            TimersAsChoices = timers,
            InlineContinuationsAsChoices = inline,
            MakesUnmodelledCalls = unmodelled,
        };
        Assert.Equal(schedule, ScheduleCodec.Decode(ScheduleCodec.Encode(schedule)));
        Assert.NotEqual(schedule, new Schedule(schedule.Deviations, schedule.Points) { Seed = seed + 1, TimersAsChoices = timers, InlineContinuationsAsChoices = inline });
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense!")]
    [InlineData("AAAA_____w")]
    public void Text_that_is_no_schedule_is_refused(string text) => Assert.Throws<FormatException>(() => ScheduleCodec.Decode(text));

    private static void Fail(string name, Action<ControlledExplorer, Func<IControlledProgram>, ControlledFailure> use)
    {
        var options = new ControlledOptions { Seed = 7, DataRaces = Scenario.IsRace(name) ? DataRaceMode.Fail : DataRaceMode.Warn };
        Subject.With(Counting.Racy, options, (explorer, _) =>
        {
            var copy = Scenario.Of(Subject.Shadow, name);
            use(explorer, copy, explorer.Explore(copy, Subject.Judge).Failure!);
            return 0;
        });
    }

    private static string RunSubjects(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Counting).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
