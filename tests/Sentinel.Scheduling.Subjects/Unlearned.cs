using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Programs with outcomes that need a switch where no race was seen before: a release, the end of a task, a callback, a cancellation, a copied address.</summary>
/// <remarks>Each says in its last step what came out.</remarks>
public static class Unlearned
{
    public static IControlledProgram TwoSpinLocks()
    {
        var counter = new SpinCounter();
        return Said(() => counter.Value, counter.AddUnderOne, counter.AddUnderOther);
    }

    public static IControlledProgram SemaphoreWithASpareToken()
    {
        var (gate, pair) = (new SemaphoreSlim(1), new Pair());
        return new Script()
            .Do(() =>
            {
                Interlocked.Increment(ref pair.Number);
                pair.X = 1;
                gate.Release();
            })
            .Branch(() =>
            {
                gate.Wait();
                return pair.X;
            });
    }

    public static IControlledProgram SemaphoreReleasedTwice()
    {
        var (gate, pair) = (new SemaphoreSlim(0), new Pair());
        return new Script()
            .Do(() =>
            {
                pair.X = 1;
                gate.Release();
                pair.Y = 1;
                gate.Release();
            })
            .Branch(() =>
            {
                gate.Wait();
                return (pair.X, pair.Y);
            });
    }

    public static IControlledProgram TwoWhoRelease()
    {
        var (gate, pair) = (new SemaphoreSlim(0), new Pair());
        return new Script()
            .Do(() =>
            {
                pair.X = 1;
                gate.Release();
            })
            .Do(() =>
            {
                pair.Y = 1;
                gate.Release();
            })
            .Branch(() =>
            {
                gate.Wait();
                return (pair.X, pair.Y);
            });
    }

    public static IControlledProgram EndOfATask() => Ends(pair =>
    {
        var task = Task.Run(() => pair.X = 1);
        return (pair.X, task.IsCompleted);
    });

    public static IControlledProgram EndOfAnAsynchronousMethod() => Ends(pair =>
    {
        async Task SetAsync()
        {
            await Task.Yield();
            pair.X = 1;
        }

        var task = SetAsync();
        return (pair.X, task.IsCompleted);
    });

    public static IControlledProgram EndOfAThread() => Ends(pair =>
    {
        var thread = new Thread(() => pair.X = 1);
        thread.Start();
        return (pair.X, thread.IsAlive);
    });

    public static IControlledProgram WaitOnce() => Ends(pair => Task.Run(() => pair.X = 1).Wait(0));

    public static IControlledProgram JoinOnce() => Ends(pair =>
    {
        var thread = new Thread(() => pair.X = 1);
        thread.Start();
        return thread.Join(0);
    });

    public static IControlledProgram CancelledLater()
    {
        var (source, pair) = (new CancellationTokenSource(), new Pair());
        return new Script()
            .DoAsync(() =>
            {
                pair.X = 1;
                return source.CancelAsync();
            })
            .Branch(() => (source.IsCancellationRequested, pair.X));
    }

    public static IControlledProgram FactoryOfADictionary()
    {
        var (pair, items) = (new Pair(), new ConcurrentDictionary<int, object>());
        void Make() => items.GetOrAdd(1, _ =>
        {
            pair.X++;
            return new object();
        });
        return Said(() => pair.X, Make, Make);
    }

    public static IControlledProgram FactoryOfALazyThatPublishes() => LazyFactory(LazyThreadSafetyMode.PublicationOnly);

    public static IControlledProgram FactoryOfALazyForOneThread() => LazyFactory(LazyThreadSafetyMode.None);

    public static IControlledProgram ElementOfAnArray()
    {
        var items = new int[1];
        void Add() => items[0]++;
        return Said(() => items[0], Add, Add);
    }

    public static IControlledProgram FieldOfAStruct()
    {
        var holder = new Holder();
        void Add() => holder.Inner.Value++;
        return Said(() => holder.Inner.Value, Add, Add);
    }

    public static IControlledProgram FieldOfAStructInAnArray()
    {
        var items = new Holder.Struct[1];
        void Add() => items[0].Value += 2;
        return Said(() => items[0].Value, Add, Add);
    }

    public static IControlledProgram ElementOfAMatrix()
    {
        var items = new int[1, 1];
        void Add() => items[0, 0]++;
        return Said(() => items[0, 0], Add, Add);
    }

    /// <summary>Another struct has the same simple name, and arrays are named by that.</summary>
    public static IControlledProgram MethodOfAStructInAnArray()
    {
        var (items, others) = (new Holder.Struct[1], new Pair.Struct[1]);
        void Add() => items[0].Add();
        return Said(() => items[0].Value + others[0].Number, Add, Add);
    }

    public static IControlledProgram LocalReference()
    {
        var pair = new Pair();
        void AddTwice()
        {
            ref var x = ref pair.X;
            x++;
            x++;
        }

        return Said(() => pair.X, AddTwice, AddTwice);
    }

    private static Script LazyFactory(LazyThreadSafetyMode mode)
    {
        var pair = new Pair();
        var lazy = new Lazy<object>(
            () =>
            {
                pair.X++;
                return new object();
            },
            mode);
        void Make() => _ = lazy.Value;
        return Said(() => pair.X, Make, Make);
    }

    private static Script Ends(Func<Pair, object?> step)
    {
        var pair = new Pair();
        return new Script().Branch(() => step(pair));
    }

    private static Script Said(Func<object?> outcome, params Action[] branches)
    {
        var script = new Script();
        foreach (var branch in branches)
        {
            script.Do(branch);
        }

        return script.After(outcome);
    }

    private sealed class Pair
    {
        public int X;
        public int Y;
        public int Number;

        public struct Struct
        {
            public int Number;
        }
    }

    private sealed class Holder
    {
        public Struct Inner;

        public struct Struct
        {
            public int Value;

            public void Add() => Value++;
        }
    }

    private sealed class SpinCounter
    {
        private SpinLock _one = new(enableThreadOwnerTracking: false);
        private SpinLock _other = new(enableThreadOwnerTracking: false);

        public int Value { get; private set; }

        public void AddUnderOne() => Add(ref _one);

        public void AddUnderOther() => Add(ref _other);

        private void Add(ref SpinLock spin)
        {
            var taken = false;
            spin.Enter(ref taken);
            Value++;
            spin.Exit();
        }
    }
}
