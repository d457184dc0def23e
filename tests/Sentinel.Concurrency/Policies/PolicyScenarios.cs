using Microsoft.Extensions.Time.Testing;
using Sentinel.Concurrency.Recording;
using Sentinel.Stores.Policies;
using Sentinel.Stores.Specs;
using Sentinel.Stores.Specs.Policies;

namespace Sentinel.Concurrency.Policies;

/// <summary>
/// The policy part of the concurrency plan, for any cache: the tests run it with the right one, and a test of the tests with a broken
/// one. The source counts its loads, can be held, and gives way in every load. Every scenario asserts its counts and then that its
/// recorded history is linearizable: bounded staleness, monotonic reads.
/// </summary>
internal static class PolicyScenarios
{
    /// <summary>How long a call may take before it counts as one that never returns. Nothing is measured against it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long clients may take to begin, on however busy a machine.</summary>
    private static readonly TimeSpan SetupPatience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(2);

    /// <summary>Makes a cache.</summary>
    internal delegate IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time);

    /// <summary>
    /// Pattern: readers of one warm key. The policy is loaded once; then 100 threads read it at once. All get it, and the source was
    /// asked once in all.
    /// </summary>
    public static void ConcurrentRead(CreateCache create)
    {
        var run = new Run(create);
        run.Recorded.AddClient().Call(new PolicyCommand.Load("a"));
        var results = run.Recorded.Together(100, _ => new PolicyCommand.Load("a"));
        Assert.All(results, result => Assert.Equal(new PolicyResult.Loaded(1, 1), result));
        Assert.Equal(1, run.System.Source.Loads);
        run.Recorded.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: readers beside writers. 50 readers load one policy ten times each, 50 writers publish a version each, and the first
    /// of them moves the clock five times by a second. Every reader's versions never fall, and none is older than the time to live allows: that is
    /// what the history is judged for. One time to live after the last one, a reader gets the last version.
    /// </summary>
    public static void ConcurrentReadWrite(CreateCache create)
    {
        var run = new Run(create);
        var (reads, published) = (0, 0);
        run.Recorded.Together(100, (client, i) =>
        {
            if (i % 2 == 1)
            {
                Assert.IsType<PolicyResult.Published>(client.Call(new PolicyCommand.Publish("a")));
                Interlocked.Increment(ref published);
                for (var seconds = 0; i == 1 && seconds < 5; seconds++)
                {
                    client.Call(new PolicyCommand.AdvanceClock(TimeSpan.FromSeconds(1)));
                }

                return;
            }

            var least = 0L;
            for (var n = 0; n < 10; n++)
            {
                var version = Assert.IsType<PolicyResult.Loaded>(client.Call(new PolicyCommand.Load("a"))).Version;
                Assert.InRange(version, least, 51);
                least = version;
                Interlocked.Increment(ref reads);
            }
        });
        Assert.Equal((500, 50), (reads, published));
        var last = run.Recorded.AddClient();
        last.Call(new PolicyCommand.AdvanceClock(TimeToLive));
        Assert.Equal(51, Assert.IsType<PolicyResult.Loaded>(last.Call(new PolicyCommand.Load("a"))).Version);
        run.Recorded.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: readers across an expiry. Twenty times: a version is published, the clock moves by exactly the time to live, and 50
    /// threads read at once. All get the new version, and the source was asked exactly once for each expiry.
    /// </summary>
    public static void ConcurrentExpiry(CreateCache create)
    {
        var run = new Run(create);
        var writer = run.Recorded.AddClient();
        writer.Call(new PolicyCommand.Load("a"));
        for (var round = 1; round <= 20; round++)
        {
            writer.Call(new PolicyCommand.Publish("a"));
            writer.Call(new PolicyCommand.AdvanceClock(TimeToLive));
            var results = run.Recorded.Together(50, _ => new PolicyCommand.Load("a"));
            Assert.All(results, result => Assert.Equal(new PolicyResult.Loaded(round + 1, round + 1), result));
            Assert.Equal(round + 1, run.System.Source.Loads);
        }

        run.Recorded.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: one slow key beside fast ones. The source holds the load of one policy while 20 threads load one other each. All 20
    /// return while the first is still held, and return its version when it is let go.
    /// </summary>
    public static void ConcurrentDifferentKeys(CreateCache create)
    {
        var run = new Run(create);
        Task<PolicyResult> slow;
        using (run.System.Source.Hold("slow"))
        {
            var client = run.Recorded.AddClient();
            slow = Task.Run(() => client.Call(new PolicyCommand.Load("slow")));
            Await(() => run.System.Source.LoadsOf("slow") == 1, "The load of the slow policy did not begin.");
            var others = Task.Run(() => run.Recorded.Together(20, i => new PolicyCommand.Load($"other-{i}")));
            Assert.True(others.Wait(Patience), "A held load of one policy delays the others.");
            Assert.All(others.Result, result => Assert.Equal(new PolicyResult.Loaded(1, 1), result));
            Assert.False(slow.IsCompleted);
        }

        Assert.Equal(new PolicyResult.Loaded(1, 1), slow.GetAwaiter().GetResult());
        Assert.Equal(21, run.System.Source.Loads);
        run.Recorded.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: a cold start. 50 threads ask for a policy that nobody has loaded, and the source is held until all 50 are in the cache.
    /// One of them loads; the others get what it brought, and look before they would load themselves: one load in all.
    /// </summary>
    public static void DoubleCheckLocking(CreateCache create)
    {
        var run = new Run(create);
        var asking = 0;
        Task all;
        var versions = new PolicyResult[50];
        using (run.System.Source.Hold("a"))
        {
            all = Task.Run(() => run.Recorded.Together(50, (client, i) =>
                versions[i] = client.Call(new PolicyCommand.Load("a"), onceInside: () => Interlocked.Increment(ref asking))));
            Await(() => Volatile.Read(ref asking) == 50, "Not all clients are in the cache.");
        }

        all.GetAwaiter().GetResult();
        Assert.All(versions, version => Assert.Equal(new PolicyResult.Loaded(1, 1), version));
        Assert.Equal(1, run.System.Source.Loads);
        run.Recorded.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: failure is for one. The source is held until all 50 threads are in the cache, then fails once. Exactly one caller is told, the
    /// other 49 get the policy from one more load, and the failure is not kept.
    /// </summary>
    public static void ConcurrentFailure(CreateCache create)
    {
        var run = new Run(create);
        var client = run.Recorded.AddClient();
        client.Call(new PolicyCommand.FailNextLoad(SourceFault.Fails));
        var asking = 0;
        Task all;
        var results = new PolicyResult[50];
        using (run.System.Source.Hold("a"))
        {
            all = Task.Run(() => run.Recorded.Together(50, (client, i) =>
                results[i] = client.Call(new PolicyCommand.Load("a"), onceInside: () => Interlocked.Increment(ref asking))));
            Await(() => Volatile.Read(ref asking) == 50, "Not all clients are in the cache.");
        }

        all.GetAwaiter().GetResult();
        Assert.Single(results, result => result is PolicyResult.Failed);
        Assert.Equal(49, results.Count(result => result is PolicyResult.Loaded { Version: 1 }));
        Assert.Equal(2, run.System.Source.Loads);
        Assert.Equal(new PolicyResult.Loaded(1, 2), client.Call(new PolicyCommand.Load("a")));
        run.Recorded.AssertLinearizable(Model);
    }

    /// <summary>
    /// Pattern: a late joiner. A load has read version 1 and is held; version 2 is published, and the clock moves by exactly the time
    /// to live. Who asks now may not have what the held load brings: it waits for its end (loads of one
    /// policy never overlap), looks again, and loads version 2.
    /// </summary>
    public static void LateJoiner(CreateCache create)
    {
        var run = new Run(create);
        Task<PolicyResult> early;
        Task<PolicyResult> late;
        using (run.System.Source.Hold("a", afterReading: true))
        {
            var (first, second, writer) = (run.Recorded.AddClient(), run.Recorded.AddClient(), run.Recorded.AddClient());
            early = Task.Run(() => first.Call(new PolicyCommand.Load("a")));
            Await(() => run.System.Source.ReadsOf("a") == 1, "The load did not begin.");
            writer.Call(new PolicyCommand.Publish("a"));
            writer.Call(new PolicyCommand.AdvanceClock(TimeToLive));
            var asking = false;
            late = Task.Run(() => second.Call(new PolicyCommand.Load("a"), onceInside: () => Volatile.Write(ref asking, true)));
            Await(() => Volatile.Read(ref asking), "The late caller is not in the cache.");
            Assert.Equal(1, run.System.Source.LoadsOf("a"));
        }

        Assert.Equal(1, Assert.IsType<PolicyResult.Loaded>(early.GetAwaiter().GetResult()).Version);
        Assert.Equal(new PolicyResult.Loaded(2, 2), late.GetAwaiter().GetResult());
        run.Recorded.AssertLinearizable(Model);
    }

    private static PolicyModel Model { get; } = new(TimeToLive);

    /// <summary>Waits for what a scenario needs before it can show anything. That it does not come is no failed assertion.</summary>
    /// <remarks>A client is in the cache once its call has given way: a load runs up to its first wait on its caller's thread, and that
    /// wait, for the end of a flight, is behind the lock and the look at what is kept. While the source is held no flight ends.</remarks>
    private static void Await(Func<bool> condition, string otherwise)
    {
        if (!SpinWait.SpinUntil(condition, SetupPatience))
        {
            throw new TimeoutException(otherwise);
        }
    }

    private sealed class Run
    {
        public Run(CreateCache create)
        {
            var clock = new FakeTimeProvider(SpecTime.Start);
            var source = new PolicySource(Latency.Yield);
            System = new(create(source, TimeToLive, clock), source, clock);
            Recorded = new(command => System.ExecuteAsync(command));
        }

        public PolicySystem System { get; }

        public RecordedSystem<PolicyCommand, PolicyResult> Recorded { get; }
    }
}
