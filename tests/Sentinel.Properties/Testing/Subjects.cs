using System.Collections.Immutable;
using System.Runtime.Loader;
using FsCheck.Fluent;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

/// <summary>A counter in its right form and with one mistake after the other.</summary>
public class Counter
{
    private readonly Lock gate = new();
    private int value;

    public virtual int Increment()
    {
        lock (gate)
        {
            return ++value;
        }
    }

    public virtual int Add(int by)
    {
        lock (gate)
        {
            return value += by;
        }
    }

    public virtual int Read()
    {
        lock (gate)
        {
            return value;
        }
    }
}

/// <summary>Reads and writes in two steps.</summary>
public sealed class RacyCounter : Counter
{
    private int racy;

    public override int Increment() => ++racy;

    public override int Add(int by) => racy += by;

    public override int Read() => racy;
}

public class CounterSpec : ConcurrentSpec<Counter, int>
{
    public CounterSpec()
        : this(() => new Counter())
    {
    }

    protected CounterSpec(Func<Counter> create)
        : base(create, initialState: 0)
    {
        Operation("increment", counter => counter.Increment(), n => (n + 1, n + 1));
        Operation("add", Gen.Choose(1, 9), (counter, by) => counter.Add(by), (n, by) => (n + by, n + by));
        Operation("read", counter => counter.Read(), n => (n, n));
    }
}

public sealed class RacyCounterSpec() : CounterSpec(() => new RacyCounter());

/// <summary>A lock in one order, a lock in the other.</summary>
public sealed class Crossed
{
    private readonly object left = new();
    private readonly object right = new();

    public void LeftFirst() => Both(left, right);

    public void RightFirst() => Both(right, left);

    private static void Both(object first, object second)
    {
        lock (first)
        {
            Thread.SpinWait(2_000);
            lock (second)
            {
            }
        }
    }
}

public sealed class CrossedSpec : ConcurrentSpec<Crossed, int>
{
    public CrossedSpec()
        : base(() => new(), 0)
    {
        Operation("left first", locks => locks.LeftFirst(), n => n);
        Operation("right first", locks => locks.RightFirst(), n => n);
    }
}

/// <summary>Check-then-act across an await.</summary>
public sealed class AsyncRegistry
{
    private readonly Dictionary<int, string> names = [];
    private readonly SemaphoreSlim gate = new(1);

    public bool Guarded { get; init; } = true;

    public async Task<bool> RegisterAsync(int id)
    {
        if (Guarded)
        {
            await gate.WaitAsync();
        }

        try
        {
            lock (names)
            {
                if (names.ContainsKey(id))
                {
                    return false;
                }
            }

            await Task.Yield();
            lock (names)
            {
                names[id] = "taken";
                return true;
            }
        }
        finally
        {
            if (Guarded)
            {
                gate.Release();
            }
        }
    }
}

public class AsyncRegistrySpec : ConcurrentSpec<AsyncRegistry, ImmutableHashSet<int>>
{
    public AsyncRegistrySpec()
        : this(guarded: true)
    {
    }

    protected AsyncRegistrySpec(bool guarded)
        : base(() => new() { Guarded = guarded }, []) =>
        Operation("register", Gen.Choose(1, 3), (registry, id) => registry.RegisterAsync(id), (ids, id) => (ids.Add(id), !ids.Contains(id)));
}

public sealed class UnguardedRegistrySpec() : AsyncRegistrySpec(guarded: false);

/// <summary>A stack that throws when it is empty: an exception is an outcome like any other.</summary>
public sealed class ThrowingStackSpec : ConcurrentSpec<Stack<int>, ImmutableList<int>>
{
    public ThrowingStackSpec()
        : base(() => new(), [])
    {
        Operation("push", Gen.Choose(1, 3), (stack, item) => Locked(stack, () => stack.Push(item)), (items, item) => items.Add(item));
        Operation("pop", stack => Locked(stack, stack.Pop), items => items.IsEmpty
            ? throw new InvalidOperationException()
            : (items.RemoveAt(items.Count - 1), items[^1]));
    }

    private static void Locked(object gate, Action action)
    {
        lock (gate)
        {
            action();
        }
    }

    private static T Locked<T>(object gate, Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}

/// <summary>Every third write is given up before it says how it ended; half of those take effect all the same.</summary>
public sealed class LossyRegister
{
    private int value;
    private int writes;

    public void Write(int next)
    {
        var number = Interlocked.Increment(ref writes);
        if (number % 6 != 5)
        {
            Volatile.Write(ref value, next);
        }

        if (number % 3 == 2)
        {
            throw new TimeoutException();
        }
    }

    public int Read() => Volatile.Read(ref value);
}

public sealed class LossyRegisterSpec : ConcurrentSpec<LossyRegister, int>
{
    public LossyRegisterSpec()
        : base(() => new(), 0)
    {
        Operation("write", Gen.Choose(1, 3), (register, next) => register.Write(next), (_, next) => next);
        Operation("read", register => register.Read(), value => (value, value));
    }
}

/// <summary>It can't be made.</summary>
public sealed class BrokenSpec : ConcurrentSpec<Counter, int>
{
    public BrokenSpec()
        : base(() => throw new InvalidOperationException("no database"), 0) =>
        Operation("read", counter => counter.Read(), n => (n, n));
}

/// <summary>Nothing to do.</summary>
public sealed class EmptySpec() : ConcurrentSpec<Counter, int>(() => new(), 0);

/// <summary>A callback that the thread pool runs when the system signals is nothing that a scheduler can hold back.</summary>
public sealed class PooledCounter
{
    private int value;

    public int Increment()
    {
        using var ready = new AutoResetEvent(initialState: true);
        using var done = new ManualResetEventSlim();
        var result = 0;
        ThreadPool.RegisterWaitForSingleObject(
            ready,
            (_, _) =>
            {
                result = Interlocked.Increment(ref value);
                done.Set();
            },
            null,
            Timeout.Infinite,
            executeOnlyOnce: true);
        done.Wait();
        return result;
    }
}

public sealed class UncontrollableSpec : ConcurrentSpec<PooledCounter, int>
{
    public UncontrollableSpec()
        : base(() => new(), 0) =>
        Operation("increment", counter => counter.Increment(), n => (n + 1, n + 1));
}

/// <summary>A counter that leaves control when it is made.</summary>
public sealed class PooledFromTheStart : Counter, IDisposable
{
    private readonly AutoResetEvent signal = new(initialState: false);
    private readonly RegisteredWaitHandle wait;

    public PooledFromTheStart() =>
        wait = ThreadPool.RegisterWaitForSingleObject(signal, static (_, _) => { }, null, Timeout.Infinite, executeOnlyOnce: true);

    public void Dispose()
    {
        wait.Unregister(null);
        signal.Dispose();
    }
}

public sealed class UncontrollableFromTheStartSpec() : CounterSpec(() => new PooledFromTheStart());

/// <summary>A counter behind a delay.</summary>
public class DelayedSpec : ConcurrentSpec<Counter, int>
{
    protected DelayedSpec(TimeSpan delay)
        : base(() => new(), 0) =>
        Operation(
            "increment",
            async counter =>
            {
                await Task.Delay(delay);
                return counter.Increment();
            },
            n => (n + 1, n + 1));
}

public sealed class PatientSpec() : DelayedSpec(TimeSpan.FromHours(1));

public sealed class SlowSpec() : DelayedSpec(TimeSpan.FromMilliseconds(200));

/// <summary>A counter that is right in a rewritten copy, and wrong as it was built: a failure that only real threads show.</summary>
public sealed class WrongOutsideControlSpec : ConcurrentSpec<Counter, int>
{
    private static readonly bool IsCopy = AssemblyLoadContext.GetLoadContext(typeof(WrongOutsideControlSpec).Assembly) != AssemblyLoadContext.Default;

    public WrongOutsideControlSpec()
        : base(() => new(), 0) =>
        Operation("increment", counter => IsCopy ? counter.Increment() : 0, n => (n + 1, n + 1));
}

/// <summary>It can't even be created.</summary>
public sealed class ThrowingSpec : ConcurrentSpec<Counter, int>
{
    public ThrowingSpec()
        : base(() => new(), 0) =>
        throw new InvalidOperationException("no settings");
}

/// <summary>A spec only for somebody who says what it holds.</summary>
public sealed class OpenSpec<T>() : ConcurrentSpec<Counter, int>(() => new(), 0);
