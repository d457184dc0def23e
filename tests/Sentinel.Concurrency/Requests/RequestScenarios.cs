using Microsoft.Extensions.Time.Testing;
using Sentinel.Concurrency.Recording;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs;
using Sentinel.Stores.Specs.Records;
using Sentinel.Stores.Specs.Requests;
using Sentinel.Testing;

namespace Sentinel.Concurrency.Requests;

/// <summary>
/// The request part of the concurrency plan, for any store: the tests run it with the right one, and a test of the tests with a
/// broken one. The clock stands still throughout, which is the hardest case for versions. Every scenario asserts its counts and
/// then that its recorded history is linearizable, answers included.
/// </summary>
internal static class RequestScenarios
{
    /// <summary>
    /// Pattern: 50 writers, no shared key. 50 threads behind one barrier create one request each. All succeed, all are listed, and
    /// 50 different stamps were issued although the clock never moved.
    /// </summary>
    public static void ConcurrentCreate(Func<TimeProvider, IRequestStore> create)
    {
        var store = Record(create);
        var results = store.Together(50, i => new RequestCommand.Create(Request(i)));
        Assert.Equal(50, results.OfType<RequestResult.Ok>().Count());
        var listed = Assert.IsType<RequestResult.Listed>(
            store.AddClient().Call(new RequestCommand.ListByStatus(RequestStatus.Pending, 100)));
        Assert.Equal(Enumerable.Range(0, 50).Select(Id).Order(StringComparer.Ordinal), listed.Requests.Select(request => request.Id).Order(StringComparer.Ordinal));
        store.AssertLinearizable(Model);
        Assert.Equal(50, listed.Requests.Select(request => request.UpdatedAt).Distinct().Count());
    }

    /// <summary>
    /// Pattern: first transition wins. 25 approvers and 25 deniers of one pending request. Exactly one succeeds, 49 are told that
    /// the transition is invalid, and the request ends as the winner left it.
    /// </summary>
    public static void ConcurrentStateTransition(Func<TimeProvider, IRequestStore> create)
    {
        var store = Record(create);
        var setup = store.AddClient();
        setup.Call(new RequestCommand.Create(Request(0)));
        var results = store.Together(
            50, i => i % 2 == 0 ? new RequestCommand.Approve(Id(0), $"approver-{i}") : new RequestCommand.Deny(Id(0), $"denier-{i}"));
        var winner = Assert.Single(results.OfType<RequestResult.Ok>());
        Assert.Equal(49, results.OfType<RequestResult.InvalidTransition>().Count());
        Assert.Equal(new RequestResult.Ok(winner.Request), setup.Call(new RequestCommand.Get(Id(0))));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: compare and set. The same race through Update: 50 writers carry the one version that they all read. Exactly one
    /// succeeds, 49 get a conflict (the version is looked at before the transition), and the request ends as the winner left it.
    /// </summary>
    public static void ConcurrentStateTransitionThroughUpdate(Func<TimeProvider, IRequestStore> create)
    {
        var store = Record(create);
        var setup = store.AddClient();
        var read = Assert.IsType<RequestResult.Ok>(setup.Call(new RequestCommand.Create(Request(0)))).Request;
        var results = store.Together(
            50,
            i => new RequestCommand.Update(read with { Status = i % 2 == 0 ? RequestStatus.Approved : RequestStatus.Denied, Approver = $"approver-{i}" }));
        var winner = Assert.Single(results.OfType<RequestResult.Ok>());
        Assert.Equal(49, results.Count(result => result is RequestResult.Refused { Reason: Refusal.Conflict }));
        Assert.Equal(new RequestResult.Ok(winner.Request), setup.Call(new RequestCommand.Get(Id(0))));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: readers beside writers. 10 requests are there; 20 writers add one each while 50 readers list five times each. All 20
    /// are created, and each of the 250 lists holds the first 10 and never less than the reader's list before.
    /// </summary>
    public static void ConcurrentListByStatus(Func<TimeProvider, IRequestStore> create)
    {
        var store = Record(create);
        store.ListBesideWriters(
            (client, i) => Assert.IsType<RequestResult.Ok>(client.Call(new RequestCommand.Create(Request(i)))),
            client => Assert.IsType<RequestResult.Listed>(client.Call(new RequestCommand.ListByStatus(RequestStatus.Pending, 0))).Requests.Count);
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: look-ups beside the transitions that they look for. 50 look-ups find the request that was approved before (though a
    /// newer one of the same requester is pending), 50 look for one that an approver approves at the same time: they find nothing or
    /// that one, and whoever looks after the approval finds it.
    /// </summary>
    public static void ConcurrentFindApproved(Func<TimeProvider, IRequestStore> create)
    {
        var store = Record(create);
        var setup = store.AddClient();
        setup.Call(new RequestCommand.Create(Request(0) with { Status = RequestStatus.Approved, Approver = "auto" }));
        setup.Call(new RequestCommand.Create(Request(1) with { CreatedAt = SpecTime.At(0, 1) }));
        setup.Call(new RequestCommand.Create(Request(2) with { Requester = "bob" }));
        var (found, either) = (0, 0);
        store.Together(101, (client, i) =>
        {
            switch (i)
            {
                case 100:
                    Assert.IsType<RequestResult.Ok>(client.Call(new RequestCommand.Approve(Id(2), "zoe")));
                    break;
                case < 50:
                    Assert.Equal(Id(0), Assert.IsType<RequestResult.Ok>(client.Call(new RequestCommand.FindApproved("ann", "prod"))).Request.Id);
                    Interlocked.Increment(ref found);
                    break;
                default:
                    var answer = client.Call(new RequestCommand.FindApproved("bob", "prod"));
                    Assert.True(answer is RequestResult.Nothing || answer is RequestResult.Ok ok && ok.Request.Id == Id(2), $"found {answer}");
                    Interlocked.Increment(ref either);
                    break;
            }
        });
        Assert.Equal((50, 50), (found, either));
        Assert.IsType<RequestResult.Ok>(setup.Call(new RequestCommand.FindApproved("bob", "prod")));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: optimistic locking with retry. 10 writers add one comment each to one request: read, change, update, and again after
    /// a conflict. Every conflict means that another writer got through, so each lands within 10 tries, and no comment is lost.
    /// </summary>
    public static void OptimisticLockingRetry(Func<TimeProvider, IRequestStore> create)
    {
        var store = Record(create);
        var setup = store.AddClient();
        setup.Call(new RequestCommand.Create(Request(0)));
        var landed = 0;
        store.Together(10, (client, i) =>
        {
            for (var attempt = 0; attempt < 10; attempt++)
            {
                var read = Assert.IsType<RequestResult.Ok>(client.Call(new RequestCommand.Get(Id(0)))).Request;
                if (client.Call(new RequestCommand.Update(read with { Comments = [.. read.Comments, $"writer-{i}"] })) is RequestResult.Ok)
                {
                    Interlocked.Increment(ref landed);
                    return;
                }
            }
        });
        Assert.Equal(10, landed);
        var last = Assert.IsType<RequestResult.Ok>(setup.Call(new RequestCommand.Get(Id(0)))).Request;
        Assert.Equal(
            Enumerable.Range(0, 10).Select(i => $"writer-{i}").Order(StringComparer.Ordinal), last.Comments.Order(StringComparer.Ordinal));
        store.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: everything at once. 100 clients make 20 calls each of every kind on 8 requests, the clock among them. Every call
    /// answers, and between deletes each request is created once and decided once.
    /// </summary>
    public static void ConcurrentMixedOperations(Func<TimeProvider, IRequestStore> create)
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
                seen = answer is RequestResult.Ok ok ? ok.Request.UpdatedAt : seen;
                Interlocked.Increment(ref answers);
            }
        });
        Assert.Equal(2_000, answers);
        foreach (var invariant in ((CommandSpec<RequestSystem, StoreState<AccessRequest>, RequestCommand, RequestResult>)new RequestStoreSpec()).Invariants)
        {
            Assert.Null(invariant.FindViolation(store.ToHistory()));
        }

        store.AssertLinearizable(Model);
    }

    private static RequestModel Model { get; } = new(StampRule.Exact);

    private static RecordedSystem<RequestCommand, RequestResult> Record(Func<TimeProvider, IRequestStore> create)
    {
        var clock = new FakeTimeProvider(SpecTime.Start);
        var system = new RequestSystem(create(clock), clock);
        return new(command => system.ExecuteAsync(command));
    }

    private static string Id(int number) => number.ToString("x16");

    private static AccessRequest Request(int number) => new()
    {
        Id = Id(number),
        Requester = "ann",
        Profile = "prod",
        Justification = "the nightly job fails",
        Duration = TimeSpan.FromHours(1),
        CreatedAt = SpecTime.Start,
        ExpiresAt = SpecTime.At(3_600),
    };

    private static RequestCommand Any(Random random, DateTimeOffset seen)
    {
        var number = random.Next(8);
        return random.Next(12) switch
        {
            0 or 1 => new RequestCommand.Create(Request(number)),
            2 or 3 => new RequestCommand.Get(Id(number)),
            4 => new RequestCommand.Update(Request(number) with { UpdatedAt = seen, Comments = ["edited"] }),
            5 => new RequestCommand.Approve(Id(number), "zoe"),
            6 => new RequestCommand.Deny(Id(number), "yan"),
            7 => new RequestCommand.Cancel(Id(number)),
            8 => new RequestCommand.ListByStatus((RequestStatus)random.Next(5), 3),
            9 => new RequestCommand.FindApproved("ann", "prod"),
            10 => new RequestCommand.Delete(Id(number)),
            _ => new RequestCommand.AdvanceClock(TimeSpan.FromSeconds(1)),
        };
    }
}
