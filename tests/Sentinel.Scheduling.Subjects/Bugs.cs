using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Eleven classic bugs, each a program whose every failing schedule shows itself.</summary>
public static class Bugs
{
    public static IControlledProgram RacyCounter() => Counting.RacyOnce();

    public static IControlledProgram CheckThenAct()
    {
        var map = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var created = 0;
        void Create()
        {
            if (!map.ContainsKey("k"))
            {
                map["k"] = 1;
                Interlocked.Increment(ref created);
            }
        }

        return new Script().Do(Create).Do(Create).Check(() => created == 1, "created twice");
    }

    public static IControlledProgram BrokenDoubleCheck()
    {
        var holder = new BrokenHolder();
        return new Script().Branch(() => holder.Get() == 42 ? null : "BUG half-made").Branch(() => holder.Get() == 42 ? null : "BUG half-made");
    }

    public static IControlledProgram LostUpdateOfRecord()
    {
        var map = new ConcurrentDictionary<string, Account>(StringComparer.Ordinal);
        map["a"] = new Account(0);
        void Deposit() => map["a"] = map["a"] with { Balance = map["a"].Balance + 1 };
        return new Script().Do(Deposit).Do(Deposit).Check(() => map["a"].Balance == 2, "lost a deposit");
    }

    public static IControlledProgram LockOrder()
    {
        var (a, b) = (new object(), new object());
        return new Script().Do(() => Both(a, b)).Do(() => Both(b, a));
    }

    public static IControlledProgram AsyncCheckThenCreate()
    {
        var map = new Dictionary<string, int>(StringComparer.Ordinal);
        var created = 0;
        async Task Create()
        {
            if (!map.ContainsKey("k"))
            {
                await Task.Yield();
                map["k"] = 1;
                created++;
            }
        }

        return new Script().DoAsync(Create).DoAsync(Create).Check(() => created == 1, "created twice");
    }

    public static IControlledProgram NonAtomicPop()
    {
        var stack = new ConcurrentStack<int>([1]);
        object? Pop()
        {
            if (stack.IsEmpty)
            {
                return null;
            }

            return stack.TryPop(out _) ? null : "BUG popped nothing from a stack that was not empty";
        }

        return new Script().Branch(Pop).Branch(Pop);
    }

    public static IControlledProgram MissedSignal()
    {
        var box = new SignalBox(useWhile: false);
        return new Script().Branch(box.Take).Branch(box.Take).Do(box.Put, box.Put);
    }

    public static IControlledProgram FourOrderedSwitches()
    {
        var steps = new int[1];
        object? Odd()
        {
            var first = Volatile.Read(ref steps[0]) == 0 && Interlocked.CompareExchange(ref steps[0], 1, 0) == 0;
            return first && Interlocked.CompareExchange(ref steps[0], 3, 2) == 2 && Interlocked.CompareExchange(ref steps[0], 5, 4) == 4
                ? "BUG five steps in order" : null;
        }

        void Even()
        {
            if (Interlocked.CompareExchange(ref steps[0], 2, 1) == 1)
            {
                Interlocked.CompareExchange(ref steps[0], 4, 3);
            }
        }

        return new Script().Branch(Odd).Do(Even);
    }

    public static IControlledProgram Aba()
    {
        var stack = new PoolStack();
        stack.PushNode(2);
        stack.PushNode(1);
        var kept = -1;
        return new Script()
            .Do(() => stack.Pop())
            .Do(() =>
            {
                var one = stack.Pop();
                kept = stack.Pop();
                if (one >= 0)
                {
                    stack.PushNode(one);
                }
            })
            .Check(() => kept < 0 || !stack.Holds(kept), "a node came back that had been popped");
    }

    public static IControlledProgram LostUpdateSixThreads()
    {
        var counter = new PlainCounter();
        var script = new Script();
        for (var i = 0; i < 6; i++)
        {
            script.Do(() => counter.Next());
        }

        return script.Check(() => counter.Value == 6, "lost an increment");
    }

    private static void Both(object first, object second)
    {
        lock (first)
        {
            lock (second)
            {
                GC.KeepAlive(first);
            }
        }
    }
}

public sealed record Account(int Balance);

public sealed class BrokenHolder
{
    private readonly Lock _gate = new();
    private Box? _box;

    public int Get()
    {
        if (_box is null)
        {
            lock (_gate)
            {
                if (_box is null)
                {
                    _box = new Box();
                    _box.Value = 42;
                }
            }
        }

        return _box.Value;
    }

    private sealed class Box
    {
        public int Value;
    }
}

/// <summary>A box for one item at a time, signalled through its monitor; right only where the wait is a loop.</summary>
public sealed class SignalBox(bool useWhile)
{
    private readonly object _gate = new();
    private int _items;

    public object? Take()
    {
        lock (_gate)
        {
            if (useWhile)
            {
                while (_items == 0)
                {
                    Monitor.Wait(_gate);
                }
            }
            else if (_items == 0)
            {
                Monitor.Wait(_gate);
            }

            return --_items < 0 ? "BUG took what was not there" : null;
        }
    }

    public void Put()
    {
        lock (_gate)
        {
            _items++;
            Monitor.PulseAll(_gate);
        }
    }
}

/// <summary>A stack over a pool of numbered nodes: popping compares the head by number alone, so a node that left and came back fools it.</summary>
public sealed class PoolStack
{
    private readonly int[] _next = [-1, -1, -1, -1];
    private int _head = -1;

    public void PushNode(int node)
    {
        while (true)
        {
            var head = Volatile.Read(ref _head);
            Volatile.Write(ref _next[node], head);
            if (Interlocked.CompareExchange(ref _head, node, head) == head)
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
            if (head < 0)
            {
                return -1;
            }

            var next = Volatile.Read(ref _next[head]);
            if (Interlocked.CompareExchange(ref _head, next, head) == head)
            {
                return head;
            }
        }
    }

    public bool Holds(int wanted)
    {
        for (var (node, steps) = (_head, 0); node >= 0 && steps < 10; node = _next[node], steps++)
        {
            if (node == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
