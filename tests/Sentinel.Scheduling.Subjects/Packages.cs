using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Real packages, unmodified, under concurrent use.</summary>
public static class Packages
{
    /// <summary>Documented behaviour, not a bug: a factory may run once for each caller that finds nothing.</summary>
    public static IControlledProgram MemoryCacheCreatesTwice()
    {
        var cache = new MemoryCache(Options.Create(new MemoryCacheOptions()));
        var made = 0;
        object? Get() => cache.GetOrCreate("k", _ => Interlocked.Increment(ref made));
        return new Script().Branch(Get).Branch(Get).Check(() => made == 1, "the factory ran twice");
    }

    public static IControlledProgram SizeLimitedCache()
    {
        var cache = new MemoryCache(Options.Create(new MemoryCacheOptions { SizeLimit = 2 }));
        void Put(string key) => cache.Set(key, 1, new MemoryCacheEntryOptions { Size = 1 });
        return new Script().Do(() => Put("a"), () => Put("b")).Do(() => Put("c"), () => cache.Remove("a")).Check(() => cache.Count <= 2, "over its limit");
    }

    public static IControlledProgram ConcurrencyLimiterKeepsItsLimit()
    {
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 2 });
        var (inside, most) = (0, 0);
        async Task Enter()
        {
            using var lease = await limiter.AcquireAsync(1).ConfigureAwait(false);
            if (lease.IsAcquired)
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }

        return new Script().DoAsync(Enter).DoAsync(Enter).DoAsync(Enter).Check(() => most == 1, "two inside");
    }

    /// <summary>Opens with the second failure; by the time that both begin their second call, both first ones have failed.</summary>
    public static IControlledProgram CircuitBreaker()
    {
        var made = 0;
        var breaker = new ResiliencePipelineBuilder { TimeProvider = TimeProvider.System }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { MinimumThroughput = 2, FailureRatio = 0.5, BreakDuration = TimeSpan.FromSeconds(5) })
            .Build();
        void Fail()
        {
            try
            {
                breaker.Execute(() =>
                {
                    Interlocked.Increment(ref made);
                    throw new InvalidOperationException("expected");
                });
            }
            catch (InvalidOperationException)
            {
            }
            catch (BrokenCircuitException)
            {
            }
        }

        return new Script().Do(Fail, Fail).Do(Fail, Fail).Check(() => made is 2 or 3, "did not open");
    }

    public static IControlledProgram DictionaryTryAdd()
    {
        var map = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var won = 0;
        void Add()
        {
            if (map.TryAdd("k", 1))
            {
                Interlocked.Increment(ref won);
            }
        }

        return new Script().Do(Add).Do(Add).Check(() => won == 1 && map.Count == 1, "not exactly one winner");
    }

    public static IControlledProgram BagTryTake()
    {
        var bag = new ConcurrentBag<int>([1]);
        var taken = 0;
        void Take()
        {
            if (bag.TryTake(out _))
            {
                Interlocked.Increment(ref taken);
            }
        }

        return new Script().Do(Take).Do(Take).Check(() => taken == 1, "not taken once");
    }

    public static IControlledProgram ChannelReadAll()
    {
        var channel = Channel.CreateBounded<int>(1);
        return new Script()
            .DoAsync(async () =>
            {
                await channel.Writer.WriteAsync(1).ConfigureAwait(false);
                await channel.Writer.WriteAsync(2).ConfigureAwait(false);
                channel.Writer.Complete();
            })
            .BranchAsync(async () =>
            {
                var sum = 0;
                await foreach (var item in channel.Reader.ReadAllAsync().ConfigureAwait(false))
                {
                    sum += item;
                }

                return sum == 3 ? null : "BUG lost an item";
            });
    }

    public static IControlledProgram BlockingCollectionLosesNothing()
    {
        var items = new BlockingCollection<int>(boundedCapacity: 1);
        var sum = 0;
        void Take()
        {
            foreach (var item in items.GetConsumingEnumerable())
            {
                Interlocked.Add(ref sum, item);
            }
        }

        return new Script()
            .Do(() => items.Add(1), () => items.Add(2), items.CompleteAdding)
            .Do(Take)
            .Do(Take)
            .Check(() => Volatile.Read(ref sum) == 3 && items.IsCompleted, "lost an item");
    }

    /// <summary>The queue is named by the assembly that has a copy, and is part of the core library.</summary>
    public static IControlledProgram QueueIsAskedFirst()
    {
        var queue = new ConcurrentQueue<int>();
        void AddFirst()
        {
            if (queue.IsEmpty)
            {
                queue.Enqueue(1);
            }
        }

        return new Script().Do(AddFirst).Do(AddFirst).Check(() => queue.Count == 1, "two were first");
    }

    public static IControlledProgram ImmutableMapUpdates()
    {
        var map = ImmutableDictionary<string, int>.Empty;
        void Add() => ImmutableInterlocked.AddOrUpdate(ref map, "k", 1, (_, n) => n + 1);
        return new Script().Do(Add).Do(Add).Check(() => Volatile.Read(ref map)["k"] == 2, "lost an update");
    }

    /// <summary>Blocks without options keep the default scheduler in a static.</summary>
    public static IControlledProgram DataflowPipeline()
    {
        var sum = 0;
        return new Script().DoAsync(async () =>
        {
            var twice = new TransformBlock<int, int>(i => i * 2);
            var add = new ActionBlock<int>(i => sum += i);
            using var link = twice.LinkTo(add, new DataflowLinkOptions { PropagateCompletion = true });
            twice.Post(1);
            twice.Post(2);
            twice.Complete();
            await add.Completion.ConfigureAwait(false);
        }).Check(() => sum == 6, "lost an item");
    }
}
