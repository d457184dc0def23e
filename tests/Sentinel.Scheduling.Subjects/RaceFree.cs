using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sentinel.Scheduling.Subjects;

/// <summary>The same with the synchronisation in place, and the lock-free classics.</summary>
public static partial class RaceFree
{
    public static IControlledProgram Locked()
    {
        var (gate, cell) = (new object(), new Races.Cell());
        void Set()
        {
            lock (gate)
            {
                cell.Value++;
            }
        }

        return new Script().Do(Set).Do(Set);
    }

    public static IControlledProgram StoreBufferingWithABarrier() => StoreBuffering(Thread.MemoryBarrier);

    public static IControlledProgram StoreBufferingWithAnExchange()
    {
        var number = new int[1];
        return StoreBuffering(() => Interlocked.Exchange(ref number[0], 1));
    }

    public static IControlledProgram StoreBufferingWithALock()
    {
        var gate = new Lock();
        return StoreBuffering(() =>
        {
            lock (gate)
            {
            }
        });
    }

    /// <summary>Each thread sees its own write, so nothing can be missed by both.</summary>
    public static IControlledProgram WriteAndReadOfOneFlag()
    {
        var flags = new Races.Flags();
        void Work()
        {
            flags.X = 1;
            _ = flags.X;
        }

        return new Script().Do(Work).Do(Work);
    }

    /// <summary>Both ways round, but one after the other in one thread.</summary>
    public static IControlledProgram CrosswiseInOneThread()
    {
        var flags = new Races.Flags();
        return new Script().Do(() =>
        {
            flags.X = 1;
            _ = flags.Y;
            flags.Y = 1;
            _ = flags.X;
        });
    }

    public static IControlledProgram ReaderWriter()
    {
        var (rw, cell) = (new ReaderWriterLockSlim(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                rw.EnterWriteLock();
                cell.Value++;
                rw.ExitWriteLock();
            })
            .Do(() =>
            {
                rw.EnterReadLock();
                _ = cell.Value;
                rw.ExitReadLock();
            });
    }

    /// <summary>Of those that may upgrade there is one at a time, so it may write what only they touch.</summary>
    public static IControlledProgram UpgradeableReaders()
    {
        var (rw, cell) = (new ReaderWriterLockSlim(), new Races.Cell());
        void Count()
        {
            rw.EnterUpgradeableReadLock();
            cell.Value++;
            rw.ExitUpgradeableReadLock();
        }

        return new Script().Do(Count).Do(Count);
    }

    /// <summary>The writes are ordered, whoever is first: then the other one's read cannot miss its write.</summary>
    public static IControlledProgram StoreBufferingOrderedByALock()
    {
        var (x, y) = (new Races.Cell(), new Races.Cell());
        var gate = new object();
        object? Work(Races.Cell mine, Races.Cell other)
        {
            lock (gate)
            {
                Volatile.Write(ref mine.Value, 1);
            }

            return Volatile.Read(ref other.Value);
        }

        return new Script().Branch(() => Work(x, y)).Branch(() => Work(y, x));
    }

    private static Script StoreBuffering(Action fence)
    {
        var flags = new Races.Flags();
        return new Script()
            .Do(() =>
            {
                flags.X = 1;
                fence();
                _ = flags.Y;
            })
            .Do(() =>
            {
                flags.Y = 1;
                fence();
                _ = flags.X;
            });
    }

    /// <summary>The same lock by its name, in an array, and by a reference that does not say whose it is.</summary>
    public static IControlledProgram SpinLocksByReference()
    {
        var (locks, cell) = (new SpinLockHolder(), new Races.Cell());
        void Direct()
        {
            var taken = false;
            locks.Own.Enter(ref taken);
            cell.Value++;
            locks.Own.Exit();
        }

        void ByReference() => Under(ref locks.Own, cell);
        return new Script().Do(Direct, ByReference).Do(ByReference, Direct);
    }

    public static IControlledProgram SpinLocksInAnArray()
    {
        var (locks, cells) = (new SpinLock[2], new[] { new Races.Cell(), new Races.Cell() });
        void Add(int i)
        {
            var taken = false;
            locks[i].Enter(ref taken);
            cells[i].Value++;
            locks[i].Exit();
        }

        return new Script().Do(() => Add(0), () => Add(1)).Do(() => Add(1), () => Add(0));
    }

    private static void Under(ref SpinLock spin, Races.Cell cell)
    {
        var taken = false;
        spin.Enter(ref taken);
        cell.Value++;
        spin.Exit();
    }

    public static IControlledProgram SpinLocked()
    {
        var locked = new SpinLocked();
        return new Script().Do(locked.Add).Do(locked.Add);
    }

    public static IControlledProgram TaskJoined()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            cell.Value = 2;
            var task = Task.Run(() => cell.Value = 1);
            task.Wait();
            cell.Value++;
        });
    }

    public static IControlledProgram ThreadJoined()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            var thread = new Thread(() => cell.Value = 1);
            thread.Start();
            thread.Join();
            cell.Value++;
        });
    }

    public static IControlledProgram Awaited()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            cell.Value = 1;
            await Task.Yield();
            cell.Value++;
            await Task.WhenAll(Task.Run(() => cell.Value++));
            cell.Value++;
        });
    }

    public static IControlledProgram CompletionSource()
    {
        var (source, cell) = (new TaskCompletionSource(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                source.SetResult();
            })
            .DoAsync(async () =>
            {
                await source.Task;
                cell.Value++;
            });
    }

    public static IControlledProgram Event()
    {
        var (ready, cell) = (new ManualResetEventSlim(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                ready.Set();
            })
            .Do(() =>
            {
                ready.Wait();
                cell.Value++;
            });
    }

    public static IControlledProgram KernelEvent()
    {
        var (ready, cell) = (new AutoResetEvent(false), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                ready.Set();
            })
            .Do(() =>
            {
                ready.WaitOne();
                cell.Value++;
            });
    }

    public static IControlledProgram Barriers()
    {
        var (barrier, cell) = (new Barrier(2), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                barrier.SignalAndWait();
            })
            .Do(() =>
            {
                barrier.SignalAndWait();
                cell.Value++;
            });
    }

    public static IControlledProgram Countdown()
    {
        var (countdown, cell) = (new CountdownEvent(1), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                countdown.Signal();
            })
            .Do(() =>
            {
                countdown.Wait();
                cell.Value++;
            });
    }

    public static IControlledProgram Channels()
    {
        var channel = Channel.CreateUnbounded<Races.Cell>();
        return new Script()
            .Do(() =>
            {
                var cell = new Races.Cell();
                cell.Value = 1;
                channel.Writer.TryWrite(cell);
            })
            .DoAsync(async () =>
            {
                var cell = await channel.Reader.ReadAsync();
                cell.Value++;
            });
    }

    public static IControlledProgram Queue()
    {
        var queue = new BlockingCollection<Races.Cell>();
        return new Script()
            .Do(() =>
            {
                var cell = new Races.Cell();
                cell.Value = 1;
                queue.Add(cell);
            })
            .Do(() => queue.Take().Value++);
    }

    public static IControlledProgram QueryInTheLock()
    {
        var (gate, list) = (new object(), new List<int> { 1 });
        return new Script()
            .Do(() =>
            {
                lock (gate)
                {
                    list.Add(2);
                }
            })
            .Branch(() =>
            {
                lock (gate)
                {
                    return list.Where(i => i > 0).OrderBy(i => i).Any() ? null : "BUG";
                }
            });
    }

    /// <summary>One array, a range each: calls that take a range do not say which, so they accuse nobody.</summary>
    public static IControlledProgram RangesOfAnArray()
    {
        var array = new int[4];
        IList<int> list = array;
        return new Script()
            .Do(() => Array.Copy(new[] { 1, 2 }, 0, array, 0, 2), () => list[0] = 3)
            .Do(() => array[3]++, () => list[2] = 1)
            .Do(() => array.AsSpan(1, 1).Clear());
    }

    /// <summary>A text is asked of what lives on the stack only, and cannot be boxed.</summary>
    public static IControlledProgram TextOfASpan()
    {
        var array = new[] { 'a', 'b' };
        string Text() => array.AsSpan(1).ToString() + "cd".AsSpan(1).ToString() + new OnTheStack(1).ToString();
        return new Script().Branch(() => Text() == "bd1" ? null : "BUG").Branch(() => Text() == "bd1" ? null : "BUG");
    }

    /// <summary>The framework has one enumerator for all empty lists.</summary>
    public static IControlledProgram EmptyListsApart()
    {
        static void Use()
        {
            List<int> list = [];
            foreach (var item in (IEnumerable<int>)list)
            {
                GC.KeepAlive(item);
            }

            list.Add(1);
        }

        return new Script().Do(Use).Do(Use);
    }

    /// <summary>A lock that is taken through delegates, and a delay of an hour that is virtual.</summary>
    public static IControlledProgram Delegates()
    {
        var (gate, cell) = (new object(), new Races.Cell());
        Action<object> enter = Monitor.Enter;
        Action<object> exit = Monitor.Exit;
        Func<TimeSpan, Task> delay = Task.Delay;
        async Task Set()
        {
            await delay(TimeSpan.FromHours(1));
            enter(gate);
            cell.Value++;
            exit(gate);
        }

        return new Script().DoAsync(Set).DoAsync(Set);
    }

    /// <summary>To keep a reference is not to read what it refers to.</summary>
    public static IControlledProgram ListAsAnElement()
    {
        var (map, list) = (new ConcurrentDictionary<int, List<int>>(), new List<int>());
        return new Script().Do(() => map.TryAdd(1, list)).Do(() => list.Add(1));
    }

    public static IControlledProgram Timers()
    {
        var (cell, done) = (new Races.Cell(), new ManualResetEventSlim());
        return new Script().Do(() =>
        {
            cell.Value = 1;
            using var timer = new Timer(
                _ =>
                {
                    cell.Value++;
                    done.Set();
                },
                null,
                100,
                Timeout.Infinite);
            done.Wait();
            cell.Value++;
        });
    }

    public static IControlledProgram ParallelLoop()
    {
        var array = new int[4];
        return new Script().Do(() =>
        {
            Parallel.For(0, 4, i => array[i]++);
            array[0]++;
        });
    }

    public static IControlledProgram TreiberStack()
    {
        var stack = new Treiber();
        return new Script().Do(() => stack.Push(1), () => stack.TryPop(out _)).Do(() => stack.Push(2), () => stack.TryPop(out _));
    }

    public static IControlledProgram MichaelScottQueue()
    {
        var queue = new MichaelScott();
        return new Script().Do(() => queue.Enqueue(1), () => queue.TryDequeue(out _)).Do(() => queue.Enqueue(2), () => queue.TryDequeue(out _));
    }

    public static IControlledProgram SingleProducerRing()
    {
        var ring = new Ring();
        return new Script().Do(() => ring.TryPut(1), () => ring.TryPut(2)).Do(() => ring.TryTake(out _), () => ring.TryTake(out _));
    }

    public static IControlledProgram DoubleChecked()
    {
        var holder = new VolatileHolder();
        return new Script().Branch(() => holder.Get() == 42 ? null : "BUG").Branch(() => holder.Get() == 42 ? null : "BUG");
    }

    private readonly ref struct OnTheStack(int value)
    {
        public override string ToString() => value == 1 ? "1" : "";
    }

    private sealed class SpinLockHolder
    {
        public SpinLock Own;
    }
}
