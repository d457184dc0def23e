using System.Diagnostics;

namespace Sentinel.Scheduling.Subjects;

public static partial class Everyday
{
    public static IControlledProgram SynchronizedMethods()
    {
        var counter = new SynchronizedCounter();
        return new Script()
            .Do(() => counter.Add(1), SynchronizedCounter.AddForAll)
            .Do(() => counter.Add(1), SynchronizedCounter.AddForAll)
            .Check(() => counter.Add(0) == 2 && SynchronizedCounter.All == 2, "lost one");
    }

    public static IControlledProgram SynchronizedMethodThatThrows()
    {
        var counter = new SynchronizedCounter();
        void Work()
        {
            try
            {
                counter.Add(-1);
            }
            catch (ArgumentOutOfRangeException)
            {
                counter.Add(1);
            }
        }

        return new Script().Do(Work).Do(Work).Check(() => counter.Add(0) == 2, "lost one");
    }

    /// <summary>Whoever spins gives way to all, not only to another one that spins.</summary>
    public static IControlledProgram ManySpinInTheirOwnWay()
    {
        var up = 0;
        void Spin()
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref up) == 0)
            {
                spin.SpinOnce();
            }
        }

        void Sleep()
        {
            while (Volatile.Read(ref up) == 0)
            {
                Thread.Sleep(0);
            }
        }

        void Burn()
        {
            while (Volatile.Read(ref up) == 0)
            {
            }
        }

        return new Script().Do(() => Volatile.Write(ref up, 1)).Do(Sleep).Do(Spin).Do(Burn).Do(() => SpinWait.SpinUntil(() => Volatile.Read(ref up) == 1));
    }

    /// <summary>A wait gives the lock up however deep it is held, and takes it back as deep.</summary>
    public static IControlledProgram WaitInANestedLock()
    {
        var (gate, ready, inside) = (new object(), false, 0);
        void Wait()
        {
            lock (gate)
            {
                lock (gate)
                {
                    while (!ready)
                    {
                        Monitor.Wait(gate);
                    }
                }

                inside++;
                Thread.Yield();
                inside--;
            }
        }

        object? Set()
        {
            lock (gate)
            {
                ready = true;
                Monitor.PulseAll(gate);
                Thread.Yield();
                return inside == 0 ? null : "BUG two inside";
            }
        }

        return new Script().Do(Wait).Branch(Set, Set);
    }

    /// <summary>One pulse is for whoever has waited longest; the other waits until its time is over.</summary>
    public static IControlledProgram OnePulseForTwoThatWait()
    {
        var (gate, waiting) = (new object(), 0);
        object? Wait()
        {
            lock (gate)
            {
                var mine = waiting++;
                return Monitor.Wait(gate, TimeSpan.FromSeconds(1)) == (mine == 0) ? null : "BUG " + mine;
            }
        }

        void Pulse()
        {
            while (true)
            {
                lock (gate)
                {
                    if (waiting == 2)
                    {
                        Monitor.Pulse(gate);
                        return;
                    }
                }

                Thread.Yield();
            }
        }

        return new Script().Branch(Wait).Branch(Wait).Do(Pulse);
    }

    /// <summary>The lock is held for an hour of virtual time; whoever waits for it waits no longer than it said.</summary>
    public static IControlledProgram EnteredInTimeOrNotAtAll()
    {
        var (gate, modern, rw) = (new object(), new Lock(), new ReaderWriterLockSlim());
        void Hold()
        {
            lock (gate)
            {
                lock (modern)
                {
                    rw.EnterReadLock();
                    Thread.Sleep(TimeSpan.FromHours(1));
                    rw.ExitReadLock();
                }
            }
        }

        object? Try(Func<bool> enter, Action exit)
        {
            var begun = Environment.TickCount64;
            if (enter())
            {
                exit();
            }

            return Environment.TickCount64 - begun <= 10 ? null : "BUG waited on";
        }

        return new Script()
            .Do(Hold)
            .Branch(() => Try(() => Monitor.TryEnter(gate, 10), () => Monitor.Exit(gate)))
            .Branch(() => Try(() => modern.TryEnter(10), modern.Exit))
            .Branch(() => Try(() => rw.TryEnterWriteLock(10), rw.ExitWriteLock));
    }

    /// <summary>An upgradeable reader lets other readers in, but no writer.</summary>
    public static IControlledProgram WriterBesideAnUpgradeableReader()
    {
        var (rw, value) = (new ReaderWriterLockSlim(), 0);
        object? Read()
        {
            rw.EnterUpgradeableReadLock();
            var before = value;
            Thread.Yield();
            var after = value;
            rw.ExitUpgradeableReadLock();
            return before == after ? null : "BUG changed";
        }

        void Write()
        {
            rw.EnterWriteLock();
            value++;
            rw.ExitWriteLock();
        }

        return new Script().Branch(Read).Do(Write).Do(Write);
    }

    /// <summary>Time passes for whoever polls the clock and never gives way.</summary>
    public static IControlledProgram PollsUntilItsTimeIsOver()
    {
        var up = 0;
        return new Script().Branch(() =>
        {
            var end = DateTime.UtcNow.AddMilliseconds(2);
            while (Volatile.Read(ref up) == 0)
            {
                if (DateTime.UtcNow >= end)
                {
                    return null;
                }
            }

            return "BUG";
        });
    }

    /// <summary>Two factories of a lazy value that locks nothing may meet.</summary>
    public static IControlledProgram LazyThatOnlyPublishes()
    {
        var meeting = new Barrier(2);
        var lazy = new Lazy<Box>(
            () =>
            {
                meeting.SignalAndWait();
                return new Box { Value = 1 };
            },
            LazyThreadSafetyMode.PublicationOnly);
        object? Read() => lazy.Value.Value == 1 ? null : "BUG";
        return new Script().Branch(Read).Branch(Read);
    }

    public static IControlledProgram LazyThatOnlyPublishesCarries()
    {
        var lazy = new Lazy<Box>(() => new Box { Value = 1 }, LazyThreadSafetyMode.PublicationOnly);
        object? Read() => lazy.IsValueCreated && lazy.Value.Value != 1 ? "BUG" : lazy.Value.Value == 1 ? null : "BUG";
        return new Script().Branch(Read).Branch(Read);
    }

    [ThreadStatic]
    private static int _mine;

    private static readonly ThreadLocal<Box> Own = new(static () => new Box { Value = 5 });

    public static IControlledProgram ThreadStaticStartsEmpty()
    {
        object? Work(int value)
        {
            if (_mine != 0)
            {
                return "BUG saw another thread's " + _mine;
            }

            _mine = value;
            Thread.Yield();
            return _mine == value ? null : "BUG lost it";
        }

        return new Script().Branch(() => Work(1)).Branch(() => Work(2));
    }

    public static IControlledProgram ThreadLocalStartsFresh()
    {
        object? Work()
        {
            if (Own.IsValueCreated || Own.Value!.Value != 5)
            {
                return "BUG saw another thread's";
            }

            Own.Value.Value++;
            Thread.Yield();
            return Own.Value.Value == 6 ? null : "BUG lost it";
        }

        return new Script().Branch(Work).Branch(Work);
    }

    /// <summary>Two that look at the clock and at nothing else, each until its time is over.</summary>
    public static IControlledProgram TwoSpinOnTime()
    {
        var flag = new int[1];
        object? Wait()
        {
            var started = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref flag[0]) == 0)
            {
                if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(30))
                {
                    return null;
                }
            }

            return "BUG nobody set it";
        }

        object? Yield()
        {
            var until = Environment.TickCount64 + 60_000;
            while (Volatile.Read(ref flag[0]) == 0 && Environment.TickCount64 < until)
            {
                Thread.Yield();
            }

            return null;
        }

        return new Script().Branch(Wait, Yield).Branch(Wait);
    }

    /// <summary>What a thread has counted stays when it has ended, whoever runs on its worker then.</summary>
    public static IControlledProgram ValuesOfAllThreads()
    {
        var counts = new ThreadLocal<int[]>(static () => new int[1], trackAllValues: true);
        void Count() => Interlocked.Increment(ref counts.Value![0]);
        return new Script()
            .DoAsync(() => Task.Run(Count), () => Task.Run(Count))
            .Do(Count)
            .Check(() => counts.Values.Sum(c => Volatile.Read(ref c[0])) == 3, "lost a count");
    }

    public static IControlledProgram SpinLockWithATimeout()
    {
        var counter = new SpinLocked();
        void Work()
        {
            while (!counter.TryAdd())
            {
                Thread.Yield();
            }
        }

        return new Script().Do(Work).Do(counter.Add).Check(() => counter.Total == 2, "lost one");
    }

    public static IControlledProgram HandleOfAnEventAndOfAToken()
    {
        var ready = new ManualResetEventSlim();
        return new Script()
            .Do(() => ready.WaitHandle.WaitOne())
            .Do(ready.Set)
            .Do(() =>
            {
                using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(1));
                soon.Token.WaitHandle.WaitOne();
            });
    }

    public static IControlledProgram CountsOfARecursiveLock()
    {
        var gate = new ReaderWriterLockSlim(LockRecursionPolicy.SupportsRecursion);
        object? Work()
        {
            gate.EnterWriteLock();
            gate.EnterWriteLock();
            gate.EnterReadLock();
            var right = (gate.RecursiveWriteCount, gate.RecursiveReadCount, gate.RecursiveUpgradeCount) == (2, 1, 0);
            gate.ExitReadLock();
            gate.ExitWriteLock();
            gate.ExitWriteLock();
            return right ? null : "BUG counts";
        }

        return new Script().Branch(Work).Branch(Work);
    }

    public static IControlledProgram WaitsWithATokenAndATime()
    {
        var barrier = new Barrier(2);
        void Work()
        {
            barrier.SignalAndWait(CancellationToken.None);
            Task.WaitAll(new List<Task> { Task.Delay(1), Task.Run(static () => { }) });
            Task.WaitAny([Task.Delay(1)], CancellationToken.None);
        }

        return new Script().Do(Work).Do(Work);
    }

    public static IControlledProgram StreamInMemory() => new Script().BranchAsync(async () =>
    {
        using var stream = new MemoryStream();
        await stream.WriteAsync(new byte[] { 1, 2 });
        stream.Position = 0;
        using TextReader reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync()).Length == 2 ? null : "BUG";
    });
}
