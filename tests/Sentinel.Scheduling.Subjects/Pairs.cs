namespace Sentinel.Scheduling.Subjects;

/// <summary>Ten bugs in ordinary styles, each with its right form: the flag says which one runs.</summary>
public static class Pairs
{
    public static IControlledProgram MonitorWaitWithIf(bool right)
    {
        var box = new SignalBox(right);
        return new Script().Branch(box.Take).Branch(box.Take).Do(box.Put, box.Put);
    }

    public static IControlledProgram AbaInNodePool(bool right)
    {
        var stack = new TaggedStack(right);
        stack.Push(2);
        stack.Push(1);
        var kept = -1;
        return new Script()
            .Do(() => stack.Pop())
            .Do(() =>
            {
                var one = stack.Pop();
                kept = stack.Pop();
                if (one >= 0)
                {
                    stack.Push(one);
                }
            })
            .Check(() => kept < 0 || !stack.Holds(kept), "a node came back");
    }

    public static IControlledProgram TornPair(bool right)
    {
        var pair = new RangeHolder(right);
        return new Script().Do(() => pair.Set(1, 1), () => pair.Set(2, 2)).Branch(() => pair.IsWhole() ? null : "BUG half of each");
    }

    public static IControlledProgram UnfencedPublication(bool right)
    {
        var holder = new Publication(right);
        return new Script().Do(holder.Publish).Branch(() => holder.Read() is null or 7 ? null : "BUG read it half-made");
    }

    public static IControlledProgram AsyncCheckThenAct(bool right)
    {
        var store = new AsyncStore(right);
        return new Script().DoAsync(store.CreateAsync).DoAsync(store.CreateAsync).Check(() => store.Created == 1, "created twice");
    }

    public static IControlledProgram NonAtomicIncrement(bool right)
    {
        var count = 0;
        void Add() => _ = right ? Interlocked.Increment(ref count) : ++count;
        return new Script().Do(Add).Do(Add).Check(() => count == 2, "lost an increment");
    }

    public static IControlledProgram SemaphoreNotReleased(bool right)
    {
        var gate = new SemaphoreSlim(1);
        async Task Work(bool fails)
        {
            await gate.WaitAsync();
            try
            {
                await Task.Yield();
                if (fails)
                {
                    throw new InvalidOperationException("expected");
                }
            }
            catch (InvalidOperationException) when (!right)
            {
                return;
            }
            catch (InvalidOperationException)
            {
            }

            gate.Release();
        }

        return new Script().DoAsync(() => Work(true)).DoAsync(() => Work(false));
    }

    public static IControlledProgram DeferredEnumeration(bool right)
    {
        var list = new SharedList();
        return new Script().Do(() => list.Add(3)).Branch(() =>
        {
            var sum = 0;
            foreach (var item in right ? list.Snapshot() : list.Deferred())
            {
                sum += item;
            }

            return sum is 3 or 6 ? null : "BUG";
        });
    }

    public static IControlledProgram ReaderWriterUpgrade(bool right)
    {
        var cache = new UpgradingCache(right);
        return new Script().Do(cache.Fill).Do(cache.Fill).Check(() => cache.Fills == 1, "filled twice");
    }

    public static IControlledProgram LockOrder(bool right)
    {
        var (a, b) = (new Lock(), new Lock());
        void Both(Lock first, Lock second)
        {
            lock (first)
            {
                lock (second)
                {
                    GC.KeepAlive(typeof(Pairs));
                }
            }
        }

        return new Script().Do(() => Both(a, b)).Do(() => Both(right ? a : b, right ? b : a));
    }
}

/// <summary>Head and version in one word where right; the head's number alone where not.</summary>
public sealed class TaggedStack(bool tagged)
{
    private readonly int[] _next = [-1, -1, -1, -1];
    private long _head = Pack(-1, 0);

    public void Push(int node)
    {
        while (true)
        {
            var head = Volatile.Read(ref _head);
            Volatile.Write(ref _next[node], Node(head));
            if (Interlocked.CompareExchange(ref _head, Pack(node, Next(head)), head) == head)
            {
                return;
            }
        }
    }

    public int Pop()
    {
        while (true)
        {
            var head = Volatile.Read(ref _head);
            if (Node(head) < 0)
            {
                return -1;
            }

            var next = Volatile.Read(ref _next[Node(head)]);
            if (Interlocked.CompareExchange(ref _head, Pack(next, Next(head)), head) == head)
            {
                return Node(head);
            }
        }
    }

    public bool Holds(int wanted)
    {
        for (var (node, steps) = (Node(_head), 0); node >= 0 && steps < 10; node = _next[node], steps++)
        {
            if (node == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static long Pack(int node, int version) => ((long)version << 32) | (uint)node;

    private static int Node(long head) => (int)head;

    private int Next(long head) => tagged ? (int)(head >> 32) + 1 : 0;
}

public sealed class RangeHolder(bool right)
{
    private readonly Lock _gate = new();
    private (int Low, int High) _range;

    public void Set(int low, int high)
    {
        if (right)
        {
            lock (_gate)
            {
                _range = (low, high);
            }
        }
        else
        {
            _range.Low = low;
            _range.High = high;
        }
    }

    public bool IsWhole()
    {
        if (!right)
        {
            return _range.Low == _range.High;
        }

        lock (_gate)
        {
            return _range.Low == _range.High;
        }
    }
}

public sealed class Publication(bool right)
{
    private volatile Parcel? _safe;
    private Parcel? _plain;

    public void Publish()
    {
        if (right)
        {
            _safe = new Parcel { Content = 7 };
        }
        else
        {
            _plain = new Parcel { Content = 7 };
        }
    }

    public int? Read() => right ? _safe?.Content : _plain?.Content;

    private sealed class Parcel
    {
        public int Content;
    }
}

public sealed class AsyncStore(bool right)
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);

    public int Created { get; private set; }

    public async Task CreateAsync()
    {
        if (right)
        {
            await _gate.WaitAsync().ConfigureAwait(false);
        }

        if (!_items.ContainsKey("k"))
        {
            await Task.Delay(10).ConfigureAwait(false);
            _items["k"] = 1;
            Created++;
        }

        if (right)
        {
            _gate.Release();
        }
    }
}

public sealed class SharedList
{
    private readonly Lock _gate = new();
    private readonly List<int> _items = [1, 2];

    public void Add(int item)
    {
        lock (_gate)
        {
            _items.Add(item);
        }
    }

    public IEnumerable<int> Deferred()
    {
        lock (_gate)
        {
            return _items.Where(i => i > 0);
        }
    }

    public IEnumerable<int> Snapshot()
    {
        lock (_gate)
        {
            return _items.Where(i => i > 0).ToList();
        }
    }
}

public sealed class UpgradingCache(bool right)
{
    private readonly ReaderWriterLockSlim _rw = new();
    private bool _filled;

    public int Fills { get; private set; }

    public void Fill()
    {
        if (right)
        {
            _rw.EnterUpgradeableReadLock();
            try
            {
                Write(_filled);
            }
            finally
            {
                _rw.ExitUpgradeableReadLock();
            }

            return;
        }

        _rw.EnterReadLock();
        var filled = _filled;
        _rw.ExitReadLock();
        Write(filled);
    }

    private void Write(bool filled)
    {
        if (filled)
        {
            return;
        }

        _rw.EnterWriteLock();
        _filled = true;
        Fills++;
        _rw.ExitWriteLock();
    }
}
