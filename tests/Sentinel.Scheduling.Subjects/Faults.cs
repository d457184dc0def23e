using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Tasks.Dataflow;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Programs that go wrong in ways that are not a wrong result.</summary>
public static class Faults
{
    /// <summary>The name under which the process keeps how many runs of these there were: a test begins with none.</summary>
    public const string RunsKey = "Sentinel.Scheduling.Subjects.Runs";

    private static readonly int[] Lengths = [0];
    private static int _runs;

    public static IControlledProgram NeverCompleted()
    {
        var source = new TaskCompletionSource();
        return new Script().DoAsync(() => source.Task);
    }

    public static IControlledProgram Livelock()
    {
        var flag = new bool[1];
        return new Script().Do(() =>
        {
            while (!Volatile.Read(ref flag[0]))
            {
            }
        });
    }

    /// <summary>The flag is no point before somebody has been seen to write it, and nobody writes it before the loop gives way.</summary>
    public static IControlledProgram PlainFlag()
    {
        var counter = new Counter();
        return new Script()
            .Do(() =>
            {
                while (counter.Value == 0)
                {
                }
            })
            .Do(() => counter.Value = 1);
    }

    public static IControlledProgram PlainFlagThatNobodySets()
    {
        var counter = new Counter();
        return new Script()
            .Do(() =>
            {
                while (counter.Value == 0)
                {
                }
            })
            .Do(() => _ = counter.Value);
    }

    /// <summary>A hash code is made where nothing is rewritten, so this sleep is a real one.</summary>
    public static IControlledProgram Hang() => new Script().Branch(() => new Sleeper().GetHashCode());

    /// <summary>A thread of the operating system, made where nothing is rewritten, completes what the program waits for.</summary>
    public static IControlledProgram Escape()
    {
        var source = new TaskCompletionSource();
        var outsider = new Outsider(source);
        return new Script().DoAsync(() => source.Task).Branch(() => outsider.GetHashCode());
    }

    /// <summary>The same, and what follows is a task of ours.</summary>
    public static IControlledProgram EscapeIntoAContinuation()
    {
        var source = new TaskCompletionSource();
        var outsider = new Outsider(source);
        return new Script().Do(() => source.Task.ContinueWith(static _ => { }).Wait()).Branch(() => outsider.GetHashCode());
    }

    /// <summary>Nobody else is left when the thread from outside completes the task.</summary>
    public static IControlledProgram EscapeAtTheEnd()
    {
        var source = new TaskCompletionSource();
        var outsider = new Outsider(source, isSlow: true);
        return new Script().Do(source.Task.Wait).Branch(() => outsider.GetHashCode());
    }

    /// <summary>Each reads what the other wants to write.</summary>
    public static IControlledProgram TwoReadersThatWantToWrite()
    {
        var (a, b) = (new ReaderWriterLockSlim(), new ReaderWriterLockSlim());
        void Both(ReaderWriterLockSlim first, ReaderWriterLockSlim second)
        {
            first.EnterReadLock();
            second.EnterWriteLock();
            second.ExitWriteLock();
            first.ExitReadLock();
        }

        return new Script().Do(() => Both(a, b)).Do(() => Both(b, a));
    }

    /// <summary>A lock whose owner has ended is never free again.</summary>
    public static IControlledProgram LockOfAThreadThatEnded()
    {
        var gate = new object();
        void Take() => Monitor.Enter(gate);
        return new Script().Do(Take).Do(Take);
    }

    /// <summary>The comparison runs under a lock of the dictionary: it must not be a place to switch.</summary>
    public static IControlledProgram EqualsUnderLock()
    {
        var map = new ConcurrentDictionary<Key, int>();
        var shared = new Counter();
        return new Script()
            .Do(() => map[new Key(1, shared)] = 1, () => map[new Key(1, shared)] = 2)
            .Do(() => map[new Key(1, shared)] = 3, () => map.TryRemove(new Key(1, shared), out _));
    }

    /// <summary>Retries whatever happens: an abort must get through.</summary>
    public static IControlledProgram CatchAll() => LockCrosswise(static both =>
    {
        while (true)
        {
            try
            {
                both();
                return;
            }
            catch (Exception)
            {
                Debug.Assert(true, "again");
            }
        }
    });

    /// <summary>The handler catches what its user says: here everything.</summary>
    public static IControlledProgram CatchAllByParameter() => LockCrosswise(RetryOn<Exception>);

    private static void RetryOn<TError>(Action both)
        where TError : Exception
    {
        while (true)
        {
            try
            {
                both();
                return;
            }
            catch (TError)
            {
                Debug.Assert(true, "again");
            }
        }
    }

    private static Script LockCrosswise(Action<Action> retry)
    {
        var (a, b) = (new Lock(), new Lock());
        void Both(Lock first, Lock second) => retry(() =>
        {
            lock (first)
            {
                lock (second)
                {
                    Debug.Assert(true, "both");
                }
            }
        });

        return new Script().Do(() => Both(a, b)).Do(() => Both(b, a));
    }

    /// <summary>The same where a filter lets everything in.</summary>
    public static IControlledProgram CatchAllWithAFilter()
    {
        var (a, b) = (new Lock(), new Lock());
        void Both(Lock first, Lock second)
        {
            for (var done = false; !done;)
            {
                try
                {
                    lock (first)
                    {
                        lock (second)
                        {
                            done = true;
                        }
                    }
                }
                catch (Exception) when (!done)
                {
                    Debug.Assert(true, "again");
                }
            }
        }

        return new Script().Do(() => Both(a, b)).Do(() => Both(b, a));
    }

    public static IControlledProgram UnhandledInThread() => new Script().Do(() =>
    {
        var thread = new Thread(() => throw new InvalidOperationException("in a thread"));
        thread.Start();
        thread.Join();
    });

    public static IControlledProgram UnhandledInPool() => new Script().Do(
        () => ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException("in the pool")), static () => Thread.Yield());

    /// <summary>What a task throws belongs to whoever awaits it.</summary>
    public static IControlledProgram CaughtFromTask() => new Script().DoAsync(static async () =>
    {
        try
        {
            await Task.Run(static () => throw new InvalidOperationException("awaited"));
        }
        catch (InvalidOperationException)
        {
            await Task.Yield();
        }
    });

    /// <summary>A method of the component's own that is only called like a comparer's.</summary>
    public static IControlledProgram LostInCompare()
    {
        var counter = new Comparing();
        return new Script().Do(() => counter.Compare(1)).Do(() => counter.Compare(1)).Check(() => counter.Total == 2, "lost an update");
    }

    private sealed class Comparing
    {
        private int _total;

        public int Total => _total;

        /// <summary>All accesses are in here: what is called from here would be rewritten in any case.</summary>
        public int Compare(int by)
        {
            var before = _total;
            _total = before + by;
            return _total;
        }
    }

    public static IControlledProgram Unmodelled() => new Script().DoAsync(async () =>
    {
        await File.ReadAllTextAsync(typeof(Faults).Assembly.Location);
    });

    /// <summary>A member that has no shim, of a type whose other members have.</summary>
    public static IControlledProgram UnmodelledOverload()
    {
        var (timer, gone) = (new Timer(static _ => { }), new ManualResetEvent(false));
        return new Script().Branch(() => timer.Dispose(gone));
    }

    public static IControlledProgram DataFlow() => new Script().DoAsync(async () =>
    {
        var block = new ActionBlock<int>(static _ => { }, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 2 });
        block.Post(1);
        block.Complete();
        await block.Completion;
    });

    /// <summary>A delegate over a boxed struct: no bridge can stand for its method.</summary>
    public static IControlledProgram StructDelegate()
    {
        var (items, array) = (ImmutableArray.Create(1, 2), new int[2]);
        return new Script().Do(() => Use(items.CopyTo)).Do(() => array[0]++);

        void Use(Action<int[]> copy) => copy(array);
    }

    /// <summary>A static method over a type parameter of the method that takes the delegate.</summary>
    public static IControlledProgram StaticDelegate()
    {
        var array = new[] { 1, 2 };
        static Action<T[]> Reverse<T>() => Array.Reverse<T>;
        return new Script().Do(() => Reverse<int>()(array)).Do(() => array[0]++);
    }

    /// <summary>The same, made into a delegate.</summary>
    public static IControlledProgram UnmodelledDelegate()
    {
        var thread = Thread.CurrentThread;
        return new Script().Branch(() => (Action)thread.Interrupt);
    }

    /// <summary>Depends on how often it has run: the static object is readonly, so nothing puts it back.</summary>
    public static IControlledProgram Nondeterministic()
    {
        var even = Memory.Next() % 2 == 0;
        var counter = new PlainCounter();
        return even
            ? new Script().Do(() => counter.Next()).Do(() => counter.Next()).Check(() => counter.Value == 2, "lost")
            : new Script().Do(() => counter.Next()).Check(() => false, "wrong");
    }

    /// <summary>Nothing is wrong with it, but each second run, the first one included, has an access more than the others.</summary>
    public static IControlledProgram SometimesLonger()
    {
        var more = Lengths[0]++ % 2 == 0;
        var counter = new AtomicCounter();
        return new Script()
            .Do(() =>
            {
                counter.Next();
                if (more)
                {
                    counter.Next();
                }
            })
            .Do(() => counter.Next());
    }

    /// <summary>Goes another way each time, past as many choices and to the same result.</summary>
    public static IControlledProgram AnotherWayEachTime()
    {
        var (even, cells) = (Memory.Next() % 2 == 0, new TwoCells());
        return new Script().Branch(() => (even ? cells.ReadFirst() : cells.ReadSecond()) is null ? null : "BUG always").Branch(cells.ReadFirst);
    }

    /// <summary>Right, but the first run of a process has more to do than all others: it fills a cache that nothing puts back.</summary>
    public static IControlledProgram LessToDoAfterTheFirstRun() => Counters(RunsBefore() == 0 ? 2 : 1);

    /// <summary>Right, but from the second run on there is somebody more.</summary>
    public static IControlledProgram MoreToDoAfterTheFirstRun() => Counters(RunsBefore() == 0 ? 2 : 3);

    /// <summary>A static that is put back: each run must see the same start.</summary>
    public static IControlledProgram StaticCount() => new Script().Branch(() => ++_runs == 1 ? null : "BUG saw an earlier run");

    /// <summary>A failing try: only a switch inside the critical section reaches it.</summary>
    public static IControlledProgram FailingTry()
    {
        var gate = new Lock();
        void Hold()
        {
            lock (gate)
            {
                GC.KeepAlive(typeof(Faults));
            }
        }

        return new Script().Do(Hold).Branch(() =>
        {
            if (!gate.TryEnter())
            {
                return "BUG reached";
            }

            gate.Exit();
            return null;
        });
    }

    /// <summary>The same of each kind that can be asked.</summary>
    public static IControlledProgram FailingTryOfAMonitor()
    {
        var gate = new object();
        return FailingTry(() => Monitor.Enter(gate), () => Monitor.Exit(gate), () => Monitor.TryEnter(gate));
    }

    public static IControlledProgram FailingTryOfASemaphore()
    {
        var gate = new SemaphoreSlim(1);
        return FailingTry(gate.Wait, () => gate.Release(), () => gate.Wait(0));
    }

    public static IControlledProgram FailingTryOfAWriter()
    {
        var rw = new ReaderWriterLockSlim();
        return FailingTry(rw.EnterWriteLock, rw.ExitWriteLock, () => rw.TryEnterWriteLock(0));
    }

    public static IControlledProgram FailingTryOfAMutex()
    {
        var mutex = new Mutex();
        return FailingTry(() => mutex.WaitOne(), mutex.ReleaseMutex, () => mutex.WaitOne(0));
    }

    private static Script FailingTry(Action enter, Action exit, Func<bool> tryEnter)
    {
        void Hold()
        {
            enter();
            exit();
        }

        return new Script().Do(Hold).Branch(() =>
        {
            if (!tryEnter())
            {
                return "BUG reached";
            }

            exit();
            return null;
        });
    }

    private sealed class Outsider(TaskCompletionSource source, bool isSlow = false)
    {
        public override int GetHashCode()
        {
            var thread = new Thread(() =>
            {
                Thread.Sleep(isSlow ? 20 : 0);
                source.SetResult();
            });
            thread.Start();
            if (!isSlow)
            {
                thread.Join();
            }

            return 0;
        }
    }

    private sealed class Sleeper
    {
        public override int GetHashCode()
        {
            Thread.Sleep(1_000);
            return 0;
        }
    }

    private static int RunsBefore()
    {
        var runs = (int)AppDomain.CurrentDomain.GetData(RunsKey)!;
        AppDomain.CurrentDomain.SetData(RunsKey, runs + 1);
        return runs;
    }

    private static Script Counters(int threads)
    {
        var (script, counter) = (new Script(), new AtomicCounter());
        for (var i = 0; i < threads; i++)
        {
            script.Branch(counter.Next, counter.Next);
        }

        return script;
    }

    private static class Memory
    {
        private static readonly int[] Count = [0];

        public static int Next() => Count[0]++;
    }

    private sealed class Counter
    {
        public int Value;
    }

    private sealed class Key(int id, Counter shared) : IEquatable<Key>
    {
        public bool Equals(Key? other)
        {
            shared.Value++;
            return other is not null && other.Id == Id;
        }

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() => Id;

        private int Id { get; } = id;
    }
}
