using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Races of each kind are reported within 100 schedules, and never where the accesses are ordered.</summary>
public class DataRaceTests
{
    public static TheoryData<string> Racy() => Names(typeof(Races), except: nameof(Races.StoreBuffering));

    public static TheoryData<string> Unordered() => Names(typeof(Edges), except: "");

    public static TheoryData<string> Free() => Names(typeof(RaceFree), except: "");

    [Theory]
    [MemberData(nameof(Racy))]
    public void A_race_is_found(string program) => Find(typeof(Races), program);

    [Theory]
    [MemberData(nameof(Unordered))]
    public void A_race_beside_a_synchronisation_that_does_not_order_it_is_found(string program) => Find(typeof(Edges), program);

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

    [Fact]
    public void Store_buffering_is_a_warning_of_its_own()
    {
        var report = Subject.Explore(Races.StoreBuffering, new ControlledOptions { Schedules = 100, DataRaces = DataRaceMode.Fail });
        Assert.Null(report.Failure);
        Assert.NotEmpty(report.StoreBuffering);
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

    private static void Find(Type programs, string program)
    {
        var report = Subject.Explore(
            SeededBugTests.Program(programs, program), new ControlledOptions { Schedules = 100, DataRaces = DataRaceMode.Fail });
        var race = Assert.IsType<Finding.DataRace>(report.Failure?.Finding).Race;
        Assert.True(race.First.IsWrite || race.Second.IsWrite);
        Assert.Contains(".cs:", race.First.Place, StringComparison.Ordinal);
        Assert.Contains(".cs:", race.Second.Place, StringComparison.Ordinal);
        Assert.NotEqual(race.First.Thread, race.Second.Thread);
    }

    private static TheoryData<string> Names(Type type, string except)
    {
        var names = new TheoryData<string>();
        foreach (var method in type.GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram) && m.Name != except))
        {
            names.Add(method.Name);
        }

        return names;
    }
}
