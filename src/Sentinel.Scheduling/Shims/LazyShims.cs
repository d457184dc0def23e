using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary><see cref="Lazy{T}"/>: a logical lock around the real call, whose factory may hold points while the real lock is held.</summary>
[Shim(typeof(Lazy<>))]
internal static class LazyShims
{
    public static Lazy<T> New<T>(Func<T> valueFactory, bool isThreadSafe) =>
        isThreadSafe ? new(valueFactory, isThreadSafe: true) : new(Starting(valueFactory), isThreadSafe: false);

    public static Lazy<T> New<T>(Func<T> valueFactory, LazyThreadSafetyMode mode) =>
        new(mode == LazyThreadSafetyMode.ExecutionAndPublication ? valueFactory : Starting(valueFactory), mode);

    public static T get_Value<T>(Lazy<T> lazy)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return lazy.Value;
        }

        if (ModeOf(lazy) is LazyThreadSafetyMode.None or LazyThreadSafetyMode.PublicationOnly)
        {
            return Unlocked(lazy, thread);
        }

        var model = thread.Execution.Models.Get(lazy, static o => new LockModel(o, "the initialisation"));
        model.Enter(thread, SiteTable.TryMonitor);
        try
        {
            return lazy.Value;
        }
        finally
        {
            if (!thread.Execution.Aborting)
            {
                model.Exit(thread);
            }
        }
    }

    /// <summary>Where nothing keeps a second caller out, others come between the look at the value and the factory.</summary>
    private static Func<T> Starting<T>(Func<T> factory) => factory is null ? null! : () =>
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, thread.Site);
        }

        return factory();
    };

    /// <summary>Nothing keeps a second caller out: the factory may run twice, or meet itself.</summary>
    private static T Unlocked<T>(Lazy<T> lazy, LogicalThread thread)
    {
        ManualResetEventSlimShims.Signal(lazy);
        Hooks.RunsWithin(thread, lazy, SiteInfo.Content);
        var value = lazy.Value;
        Hooks.Publish(thread, lazy, SiteInfo.Content);
        Blocking.Synchronise(thread, lazy);
        return value;
    }

    /// <summary>Null once the value is there: then there is nothing to keep anyone out of.</summary>
    private static LazyThreadSafetyMode? ModeOf<T>(Lazy<T> lazy) => Inner<T>.Mode(lazy);

    private static class Inner<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Mode")]
        public static extern LazyThreadSafetyMode? Mode(Lazy<T> lazy);
    }

    public static bool get_IsValueCreated<T>(Lazy<T> lazy)
    {
        ManualResetEventSlimShims.Signal(lazy);
        return lazy.IsValueCreated;
    }
}

/// <summary>Blocking collections: wait until the call cannot block, then make it.</summary>
[Shim(typeof(BlockingCollection<>))]
internal static class BlockingCollectionShims
{
    public static T Take<T>(BlockingCollection<T> collection) => Take(collection, CancellationToken.None);

    public static T Take<T>(BlockingCollection<T> collection, CancellationToken cancellationToken)
    {
        Await(collection, () => collection.Count > 0 || collection.IsAddingCompleted, Timeout.InfiniteTimeSpan, cancellationToken);
        return collection.Take(cancellationToken);
    }

    public static bool TryTake<T>(BlockingCollection<T> collection, out T item) => TryTake(collection, out item, TimeSpan.Zero);

    public static bool TryTake<T>(BlockingCollection<T> collection, out T item, int millisecondsTimeout) =>
        TryTake(collection, out item, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool TryTake<T>(BlockingCollection<T> collection, out T item, TimeSpan timeout) =>
        TryTake(collection, out item, timeout, CancellationToken.None);

    public static bool TryTake<T>(BlockingCollection<T> collection, out T item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        TryTake(collection, out item, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static void Add<T>(BlockingCollection<T> collection, T item) => Add(collection, item, CancellationToken.None);

    public static void Add<T>(BlockingCollection<T> collection, T item, CancellationToken cancellationToken)
    {
        Await(collection, () => HasRoom(collection), Timeout.InfiniteTimeSpan, cancellationToken);
        collection.Add(item, cancellationToken);
    }

    public static bool TryAdd<T>(BlockingCollection<T> collection, T item) => TryAdd(collection, item, TimeSpan.Zero, CancellationToken.None);

    public static bool TryAdd<T>(BlockingCollection<T> collection, T item, int millisecondsTimeout) =>
        TryAdd(collection, item, Deadlines.OfMilliseconds(millisecondsTimeout), CancellationToken.None);

    public static bool TryAdd<T>(BlockingCollection<T> collection, T item, TimeSpan timeout) => TryAdd(collection, item, timeout, CancellationToken.None);

    public static bool TryAdd<T>(BlockingCollection<T> collection, T item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        TryAdd(collection, item, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static IEnumerable<T> GetConsumingEnumerable<T>(BlockingCollection<T> collection) =>
        GetConsumingEnumerable(collection, CancellationToken.None);

    public static IEnumerable<T> GetConsumingEnumerable<T>(BlockingCollection<T> collection, CancellationToken cancellationToken)
    {
        while (true)
        {
            Await(collection, () => collection.Count > 0 || collection.IsAddingCompleted, Timeout.InfiniteTimeSpan, cancellationToken);
            if (!collection.TryTake(out var item))
            {
                yield break;
            }

            yield return item;
        }
    }

    private static bool TryTake<T>(BlockingCollection<T> collection, out T item, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Await(collection, () => collection.Count > 0 || collection.IsAddingCompleted, timeout, cancellationToken);
        return collection.TryTake(out item!, LeftOf(timeout), cancellationToken);
    }

    private static bool TryAdd<T>(BlockingCollection<T> collection, T item, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Await(collection, () => HasRoom(collection), timeout, cancellationToken);
        return collection.TryAdd(item, LeftOf(timeout), cancellationToken);
    }

    /// <summary>Under control the waiting is done; what the real call must not do is wait.</summary>
    private static int LeftOf(TimeSpan timeout) => LogicalThread.Current is null ? (int)timeout.TotalMilliseconds : 0;

    /// <summary>Whoever waits for room is told by an exception that no more may be added.</summary>
    private static bool HasRoom<T>(BlockingCollection<T> collection) =>
        collection.BoundedCapacity < 0 || collection.Count < collection.BoundedCapacity || collection.IsAddingCompleted;

    private static void Await(object subject, Func<bool> condition, TimeSpan timeout, CancellationToken cancellation)
    {
        if (LogicalThread.Current is { } thread)
        {
            Blocking.Until(thread, "a blocking collection", condition, timeout, cancellation);
            Blocking.Synchronise(thread, subject);
        }
    }
}
