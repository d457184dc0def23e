using Microsoft.Extensions.Time.Testing;
using Sentinel.Concurrency.Recording;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Specs;
using Sentinel.Stores.Specs.BreakGlass;
using Sentinel.Stores.Specs.Records;
using Sentinel.Testing;

namespace Sentinel.Concurrency.BreakGlass;

/// <summary>
/// The break-glass part of the concurrency plan, for any store: the tests run it with the right one, and a test of the tests with a
/// broken one. The clock stands still unless a scenario moves it. Every scenario asserts its counts and then that its recorded
/// history is linearizable, answers included.
/// </summary>
internal static class BreakGlassScenarios
{
    /// <summary>
    /// Pattern: 50 writers, no shared key. 50 threads behind one barrier create one event each. All succeed, all are listed, and 50
    /// different stamps were issued although the clock never moved.
    /// </summary>
    public static void ConcurrentCreate(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var results = store.Together(50, i => new BreakGlassCommand.Create(Event(i)));
        Assert.Equal(50, results.OfType<BreakGlassResult.Ok>().Count());
        var listed = Assert.IsType<BreakGlassResult.Listed>(store.AddClient().Call(new BreakGlassCommand.ListByInvoker("ann", 0)));
        Assert.Equal(Enumerable.Range(0, 50).Select(Id), listed.Events.Select(shown => shown.Id));
        store.AssertLinearizable(Model);
        Assert.Equal(50, listed.Events.Select(shown => shown.UpdatedAt).Distinct().Count());
    }

    /// <summary>
    /// Pattern: one key, create once. 20 threads create an event under one id, each with a duration of its own. Exactly one wins, 19
    /// are told that the id is taken, and what is stored is the winner's.
    /// </summary>
    public static void ConcurrentCreateDuplicates(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var results = store.Together(20, i => new BreakGlassCommand.Create(Event(0) with { Duration = TimeSpan.FromMinutes(i + 1) }));
        var winner = Assert.Single(results.OfType<BreakGlassResult.Ok>());
        Assert.Equal(19, results.Count(result => result is BreakGlassResult.Refused { Reason: Refusal.AlreadyExists }));
        Assert.Equal(winner, store.AddClient().Call(new BreakGlassCommand.Get(Id(0))));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: readers only. 100 threads read one event, and every one of them changes the copy that it got. All get the same
    /// event, as it was stored.
    /// </summary>
    public static void ConcurrentGet(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var created = store.AddClient().Call(new BreakGlassCommand.Create(Event(0)));
        var results = store.Together(100, _ => new BreakGlassCommand.Get(Id(0)));
        Assert.Equal(100, results.Count(result => result == created));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: optimistic locking with retry. 50 writers add one note each to one event: read, change, update, and again after a
    /// conflict. Every conflict means that another writer got through, so each lands within 50 tries; no note is lost, the notes
    /// stand in the order of the stamps, and the last writer in that order is the one whose event stays.
    /// </summary>
    public static void ConcurrentUpdate(Func<TimeProvider, IBreakGlassStore> create)
    {
        const int Writers = 50;
        var store = Record(create);
        var setup = store.AddClient();
        setup.Call(new BreakGlassCommand.Create(Event(0)));
        var landed = new BreakGlassEvent?[Writers];
        store.Together(Writers, (client, i) =>
        {
            for (var attempt = 0; attempt < Writers && landed[i] is null; attempt++)
            {
                var read = Assert.IsType<BreakGlassResult.Ok>(client.Call(new BreakGlassCommand.Get(Id(0)))).Event;
                var answer = client.Call(new BreakGlassCommand.Update(read with { Notes = [.. read.Notes, $"writer-{i}"] }));
                landed[i] = (answer as BreakGlassResult.Ok)?.Event;
            }
        });
        Assert.All(landed, Assert.NotNull);
        var inOrder = landed.OrderBy(written => written!.UpdatedAt).ToList();
        Assert.Equal(new BreakGlassResult.Ok(inOrder[^1]!), setup.Call(new BreakGlassCommand.Get(Id(0))));
        Assert.Equal(Enumerable.Range(1, Writers), inOrder.Select(written => written!.Notes.Count));
        Assert.Equal(Writers, inOrder[^1]!.Notes.Distinct(StringComparer.Ordinal).Count());
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: readers beside writers. 10 events of one invoker are there; 20 writers add one each while 50 readers list five times
    /// each. All 20 are created, and each of the 250 lists holds the first 10 and never less than the reader's list before.
    /// </summary>
    public static void ConcurrentListByInvoker(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        store.ListBesideWriters(
            (client, i) => Assert.IsType<BreakGlassResult.Ok>(client.Call(new BreakGlassCommand.Create(Event(i)))),
            client => Assert.IsType<BreakGlassResult.Listed>(client.Call(new BreakGlassCommand.ListByInvoker("ann", 0))).Events.Count);
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: records that move from one list to another. 10 events are active; 10 threads close one each while 25 readers list the
    /// active ones and then the closed ones, and 25 the other way round. Who looks at the active ones first sees every event at
    /// least once; who looks at the closed ones first sees none twice unless it was closed in between.
    /// </summary>
    public static void ConcurrentListByStatus(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var setup = store.AddClient();
        for (var i = 0; i < 10; i++)
        {
            setup.Call(new BreakGlassCommand.Create(Event(i)));
        }

        var (closed, lists) = (0, 0);
        store.Together(60, (client, i) =>
        {
            if (i < 10)
            {
                Assert.IsType<BreakGlassResult.Ok>(client.Call(new BreakGlassCommand.Close(Id(i), "zoe")));
                Interlocked.Increment(ref closed);
                return;
            }

            var activeFirst = i % 2 == 0;
            var first = ListOf(client, activeFirst ? BreakGlassStatus.Active : BreakGlassStatus.Closed);
            var second = ListOf(client, activeFirst ? BreakGlassStatus.Closed : BreakGlassStatus.Active);
            Interlocked.Add(ref lists, 2);
            if (activeFirst)
            {
                Assert.Equal(10, first.Union(second, StringComparer.Ordinal).Count());
            }
            else
            {
                Assert.Empty(first.Intersect(second, StringComparer.Ordinal));
            }
        });
        Assert.Equal((10, 100), (closed, lists));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: everything at once. 100 clients make 20 calls each of every kind on 8 events, the clock among them. Every call
    /// answers, and the invariants hold: created once, ended once, nothing stacked.
    /// </summary>
    public static void ConcurrentMixedOperations(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var answers = 0;
        store.Together(100, (client, i) =>
        {
            var random = new Random(i);
            var seen = SpecTime.Start;
            for (var n = 0; n < 20; n++)
            {
                var answer = client.Call(Any(random, seen));
                seen = answer is BreakGlassResult.Ok ok ? ok.Event.UpdatedAt : seen;
                Interlocked.Increment(ref answers);
            }
        });
        Assert.Equal(2_000, answers);
        CommandSpec<BreakGlassSystem, StoreState<BreakGlassEvent>, BreakGlassCommand, BreakGlassResult> spec = new BreakGlassStoreSpec();
        foreach (var invariant in spec.Invariants)
        {
            Assert.Null(invariant.FindViolation(store.ToHistory()));
        }

        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: check then act, as one step. 50 threads break the glass for one invoker and profile, each with an id of its own.
    /// Exactly one succeeds, 49 are shown its event, and it is the only one that exists.
    /// </summary>
    public static void ConcurrentOpen(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var results = store.Together(50, i => new BreakGlassCommand.Open(Opening(i, "ann", "test")));
        var winner = Assert.Single(results.OfType<BreakGlassResult.Opened>());
        Assert.Equal(49, results.Count(result => result == new BreakGlassResult.AlreadyActive(winner.Event)));
        var last = store.AddClient();
        Assert.Equal(new BreakGlassResult.Listed([winner.Event]), last.Call(new BreakGlassCommand.ListByProfile("test", 0)));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: counting then acting, as one step. 30 invokers break the glass for one profile that allows one event in 3 s. Exactly
    /// one succeeds, 29 meet the quota, and the store counts one.
    /// </summary>
    public static void ConcurrentOpenQuota(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var results = store.Together(30, i => new BreakGlassCommand.Open(Opening(i, $"invoker-{i}", "prod")));
        Assert.Single(results.OfType<BreakGlassResult.Opened>());
        Assert.Equal(29, results.Count(result => result is BreakGlassResult.RateLimited { Kind: RateLimitKind.ProfileQuota }));
        Assert.Equal(new BreakGlassResult.Counted(1), store.AddClient().Call(new BreakGlassCommand.CountByProfileSince("prod", SpecTime.Start)));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: open, close and find at once. An event is in force; 20 threads close it, 20 find it, 20 try to open the next one. One
    /// close succeeds; who finds nothing, or opens the next one, does so after it: at most one more event exists in the end.
    /// </summary>
    public static void ConcurrentOpenCloseFind(Func<TimeProvider, IBreakGlassStore> create)
    {
        var store = Record(create);
        var setup = store.AddClient();
        Assert.IsType<BreakGlassResult.Opened>(setup.Call(new BreakGlassCommand.Open(Opening(0, "ann", "test"))));
        var results = store.Together(60, i => (i % 3) switch
        {
            0 => new BreakGlassCommand.Close(Id(0), $"closer-{i}"),
            1 => new BreakGlassCommand.FindInForce("ann", "test"),
            _ => new BreakGlassCommand.Open(Opening(i, "ann", "test")),
        });
        Assert.Single(results.OfType<BreakGlassResult.Ok>(), result => result.Event.Status == BreakGlassStatus.Closed);
        Assert.Equal(19, results.OfType<BreakGlassResult.InvalidTransition>().Count());
        var opened = results.OfType<BreakGlassResult.Opened>().Count();
        Assert.InRange(opened, 0, 1);
        Assert.Equal(new BreakGlassResult.Counted(1 + opened), setup.Call(new BreakGlassCommand.CountByInvokerSince("ann", SpecTime.Start)));
        store.AssertLinearizable(Model);
    }

    private static BreakGlassModel Model { get; } = new(StampRule.Exact);

    private static RecordedSystem<BreakGlassCommand, BreakGlassResult> Record(Func<TimeProvider, IBreakGlassStore> create)
    {
        var clock = new FakeTimeProvider(SpecTime.Start);
        var system = new BreakGlassSystem(create(clock), clock);
        return new(command => system.ExecuteAsync(command));
    }

    private static IEnumerable<string> ListOf(RecordedSystem<BreakGlassCommand, BreakGlassResult>.Client client, BreakGlassStatus status) =>
        Assert.IsType<BreakGlassResult.Listed>(client.Call(new BreakGlassCommand.ListByStatus(status, 0))).Events.Select(shown => shown.Id);

    private static string Id(int number) => number.ToString("x16");

    private static BreakGlassOpening Opening(int number, string invoker, string profile) =>
        new(Id(number), invoker, profile, BreakGlassReason.Incident, "the database has lost its primary", TimeSpan.FromHours(1));

    private static BreakGlassEvent Event(int number) => Opening(number, "ann", "prod").At(SpecTime.Start);

    private static BreakGlassCommand Any(Random random, DateTimeOffset seen)
    {
        var number = random.Next(8);
        var profile = random.Next(2) == 0 ? "prod" : "test";
        return random.Next(12) switch
        {
            0 => new BreakGlassCommand.Create(Event(number)),
            1 or 2 => new BreakGlassCommand.Open(Opening(number, "ann", profile)),
            3 => new BreakGlassCommand.Get(Id(number)),
            4 => new BreakGlassCommand.Update(Event(number) with { UpdatedAt = seen, Notes = ["edited"] }),
            5 => new BreakGlassCommand.Close(Id(number), "zoe"),
            6 => new BreakGlassCommand.Expire(Id(number)),
            7 => new BreakGlassCommand.ListByStatus((BreakGlassStatus)random.Next(3), 3),
            8 => new BreakGlassCommand.FindInForce("ann", profile),
            9 => new BreakGlassCommand.Delete(Id(number)),
            10 => new BreakGlassCommand.CountByProfileSince(profile, SpecTime.At(random.Next(3))),
            _ => new BreakGlassCommand.AdvanceClock(TimeSpan.FromSeconds(1)),
        };
    }
}
