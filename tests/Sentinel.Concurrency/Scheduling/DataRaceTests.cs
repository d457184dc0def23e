using System.Globalization;
using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Races of each kind are reported within 100 schedules, and never where the accesses are ordered.</summary>
public class DataRaceTests
{
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1";

    public static TheoryData<string> Right() => Names(typeof(Idioms), except: []);

    public static TheoryData<string> Wrong() => Names(typeof(BrokenIdioms), except: []);

    public static TheoryData<string> Racy() => Names(typeof(Races), except: [nameof(Races.StoreBuffering)]);

    public static TheoryData<string> Unordered() => Names(typeof(Edges), except: []);

    public static TheoryData<string> Free() => Names(typeof(RaceFree), except: []);

    [Theory]
    [MemberData(nameof(Racy))]
    public void A_race_is_found(string program) => _ = Find(typeof(Races), program);

    [Theory]
    [MemberData(nameof(Unordered))]
    public void A_race_beside_a_synchronisation_that_does_not_order_it_is_found(string program) => _ = Find(typeof(Edges), program);

    /// <summary>In the order that is run first the second comes by after the first and before who waits: that orders nothing either.</summary>
    [Fact]
    public void A_race_is_found_in_the_one_order_that_seems_to_hide_it()
    {
        var options = new ControlledOptions { Schedules = 1, Strategy = Strategy.DepthFirst, DataRaces = DataRaceMode.Fail };
        Assert.Equal("data race", Subject.Explore(Edges.WriteBeforeACompletionThatCameTooLate, options).Failure?.Finding.Kind);
    }

    [Theory]
    [MemberData(nameof(Free))]
    public void Ordered_accesses_are_silent(string program)
    {
        foreach (var everyAccess in new[] { false, true })
        {
            var report = Subject.Explore(
                SeededBugTests.Program(typeof(RaceFree), program),
                new ControlledOptions { Schedules = 500, DataRaces = DataRaceMode.Fail, EveryAccess = everyAccess });
            Assert.True(report.Failure is null, report.Failure?.Finding.Describe());
            Subject.AssertAllWereRun(report, 500);
        }
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Ordinary_right_code_is_silent(string program)
    {
        foreach (var everyAccess in new[] { false, true })
        {
            var report = Subject.Explore(
                SeededBugTests.Program(typeof(Idioms), program),
                new ControlledOptions { Schedules = Nightly ? 5_000 : 300, DataRaces = DataRaceMode.Fail, EveryAccess = everyAccess });
            Assert.True(report.Failure is null, report.Failure?.Finding.Describe());
            Subject.AssertAllWereRun(report, Nightly ? 5_000 : 300);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void The_same_with_its_essential_part_left_out_is_found_at_the_lines_that_race(string program)
    {
        var race = Find(typeof(BrokenIdioms), program);
        AssertMarked(race.First.Place);
        AssertMarked(race.Second.Place);
    }

    [Fact]
    public void Store_buffering_is_a_warning_of_its_own()
    {
        var report = Subject.Explore(Races.StoreBuffering, new ControlledOptions { Schedules = 100, DataRaces = DataRaceMode.Fail });
        Assert.Null(report.Failure);
        Assert.Single(report.StoreBuffering);
    }

    [Theory]
    [InlineData(nameof(RaceFree.StoreBufferingWithABarrier))]
    [InlineData(nameof(RaceFree.StoreBufferingWithAnExchange))]
    [InlineData(nameof(RaceFree.StoreBufferingWithALock))]
    [InlineData(nameof(RaceFree.StoreBufferingOrderedByALock))]
    [InlineData(nameof(RaceFree.WriteAndReadOfOneFlag))]
    [InlineData(nameof(RaceFree.CrosswiseInOneThread))]
    public void A_fence_or_an_order_leaves_nothing_to_warn_of(string program)
    {
        var report = Subject.Explore(SeededBugTests.Program(typeof(RaceFree), program), new ControlledOptions { Schedules = 100 });
        Assert.Null(report.Failure);
        Assert.Empty(report.StoreBuffering);
    }

    [Fact]
    public void A_race_that_is_meant_can_be_named()
    {
        var allowed = new ControlledOptions
        {
            Schedules = 100,
            DataRaces = DataRaceMode.Fail,
            AllowedRaces = ["Sentinel.Scheduling.Subjects.Races/Cell.Value"],
        };
        Assert.Null(Subject.Explore(Races.Field, allowed).Failure);
    }

    [Fact]
    public void A_race_on_a_part_that_is_meant_can_be_named()
    {
        var race = Find(typeof(BrokenIdioms), nameof(BrokenIdioms.SamePartOfAStruct));
        var allowed = new ControlledOptions { Schedules = 100, DataRaces = DataRaceMode.Fail, AllowedRaces = [race.Member] };
        Assert.Null(Subject.Explore(BrokenIdioms.SamePartOfAStruct, allowed).Failure?.Finding.Describe());
        Assert.EndsWith(".Hits", race.Member, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_says_which_locks_are_held_at_each_access()
    {
        var race = Find(typeof(Races), nameof(Races.TwoLocks));
        Assert.Equal(("Lock", "Lock"), (race.First.Locks, race.Second.Locks));
        var beside = Find(typeof(BrokenIdioms), nameof(BrokenIdioms.BuilderReadAfterTheLock));
        Assert.Equal(["", "Lock"], new[] { beside.First.Locks, beside.Second.Locks }.Order(StringComparer.Ordinal));
    }

    /// <summary>What is found wrong may be what the race did: the cause is told, whatever the judge says of its effect.</summary>
    [Fact]
    public void Where_a_race_is_a_failure_it_comes_first()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var options = new ControlledOptions { Seed = seed, Strategy = Strategy.Random, DataRaces = DataRaceMode.Fail };
            Assert.IsType<Finding.DataRace>(Subject.Explore(Bugs.RacyCounter, options).Failure?.Finding);
        }
    }

    [Fact]
    public void Where_races_are_ignored_none_is_told_and_points_are_learned_all_the_same()
    {
        var options = new ControlledOptions { DataRaces = DataRaceMode.Ignore };
        Assert.Empty(Subject.Explore(Races.Field, options).DataRaces);
        Assert.Equal("BUG lost an increment", Subject.Explore(Bugs.RacyCounter, options).Failure?.Finding.Kind);
    }

    private static DataRaceReport Find(Type programs, string program)
    {
        var report = Subject.Explore(
            SeededBugTests.Program(programs, program), new ControlledOptions { Schedules = 100, DataRaces = DataRaceMode.Fail });
        var race = Assert.IsType<Finding.DataRace>(report.Failure?.Finding).Race;
        Assert.True(race.First.IsWrite || race.Second.IsWrite);
        Assert.Contains(".cs:", race.First.Place, StringComparison.Ordinal);
        Assert.Contains(".cs:", race.Second.Place, StringComparison.Ordinal);
        Assert.NotEqual(race.First.Thread, race.Second.Thread);
        return race;
    }

    /// <summary>The place is "Method (File.cs:12)"; the line says of itself that it races.</summary>
    private static void AssertMarked(string place)
    {
        var (file, line) = (place[(place.LastIndexOf('(') + 1)..place.LastIndexOf(':')], place[(place.LastIndexOf(':') + 1)..^1]);
        var text = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Subjects", file))[int.Parse(line, CultureInfo.InvariantCulture) - 1];
        Assert.EndsWith("// races", text, StringComparison.Ordinal);
    }

    private static TheoryData<string> Names(Type type, string[] except)
    {
        var names = new TheoryData<string>();
        foreach (var method in type.GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram) && !except.Contains(m.Name)))
        {
            names.Add(method.Name);
        }

        return names;
    }
}
