using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Data races of each kind.</summary>
public static class Races
{
    private static int _static;

    public static IControlledProgram Field()
    {
        var cell = new Cell();
        return new Script().Do(() => cell.Value = 1).Do(() => _ = cell.Value);
    }

    public static IControlledProgram Static() => new Script().Do(() => _static = 1).Do(() => _static = 2);

    public static IControlledProgram ArrayElement()
    {
        var array = new int[3];
        return new Script().Do(() => array[1] = 1).Do(() => array[1]++);
    }

    public static IControlledProgram PlainBesideInterlocked()
    {
        var cell = new Cell();
        return new Script().Do(() => Interlocked.Increment(ref cell.Value)).Do(() => cell.Value = 0);
    }

    public static IControlledProgram DictionaryWriters()
    {
        var map = new Dictionary<int, int>();
        return new Script().Do(() => map[1] = 1).Do(() => map[2] = 2);
    }

    public static IControlledProgram ListBehindInterface()
    {
        IList<int> list = new List<int>();
        return new Script().Do(() => list.Add(1)).Do(() => _ = list.Count);
    }

    public static IControlledProgram SharedRandom()
    {
        var random = new Random(1);
        return new Script().Do(() => random.Next()).Do(() => random.Next());
    }

    public static IControlledProgram TwoLocks()
    {
        var (a, b, cell) = (new Lock(), new Lock(), new Cell());
        void Set(Lock gate)
        {
            lock (gate)
            {
                cell.Value++;
            }
        }

        return new Script().Do(() => Set(a)).Do(() => Set(b));
    }

    public static IControlledProgram ReadLockForWriting()
    {
        var (rw, cell) = (new ReaderWriterLockSlim(), new Cell());
        void Set()
        {
            rw.EnterReadLock();
            cell.Value++;
            rw.ExitReadLock();
        }

        return new Script().Do(Set).Do(Set);
    }

    public static IControlledProgram TaskNotJoined()
    {
        var cell = new Cell();
        return new Script().Do(() =>
        {
            var task = Task.Run(() => cell.Value = 1);
            cell.Value = 2;
            task.Wait();
        });
    }

    public static IControlledProgram StoreBuffering()
    {
        var flags = new Flags();
        return new Script()
            .Do(() =>
            {
                flags.X = 1;
                _ = flags.Y;
            })
            .Do(() =>
            {
                flags.Y = 1;
                _ = flags.X;
            });
    }

    internal sealed class Cell
    {
        public int Value;
    }

    internal sealed class Flags
    {
        public volatile int X;
        public volatile int Y;
    }
}

/// <summary>The same with the synchronisation in place, and the lock-free classics.</summary>
public static class RaceFree
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
}

public sealed class SpinLocked
{
    private SpinLock _spin;
    private int _value;

    public void Add()
    {
        var taken = false;
        _spin.Enter(ref taken);
        _value++;
        _spin.Exit();
    }
}

public sealed class Treiber
{
    private volatile Node? _head;

    public void Push(int value)
    {
        var node = new Node { Value = value };
        do
        {
            node.Next = _head;
        }
        while (Interlocked.CompareExchange(ref _head, node, node.Next) != node.Next);
    }

    public bool TryPop(out int value)
    {
        while (_head is { } head)
        {
            if (Interlocked.CompareExchange(ref _head, head.Next, head) == head)
            {
                value = head.Value;
                return true;
            }
        }

        value = 0;
        return false;
    }

    private sealed class Node
    {
        public int Value;
        public Node? Next;
    }
}

public sealed class MichaelScott
{
    private volatile Node _head = new();
    private volatile Node _tail;

    public MichaelScott() => _tail = _head;

    public void Enqueue(int value)
    {
        var node = new Node { Value = value };
        while (true)
        {
            var tail = _tail;
            var next = tail.Next;
            if (next is not null)
            {
                Interlocked.CompareExchange(ref _tail, next, tail);
            }
            else if (Interlocked.CompareExchange(ref tail.Next, node, null) is null)
            {
                Interlocked.CompareExchange(ref _tail, node, tail);
                return;
            }
        }
    }

    public bool TryDequeue(out int value)
    {
        while (true)
        {
            var head = _head;
            var tail = _tail;
            var next = head.Next;
            if (next is null)
            {
                value = 0;
                return false;
            }

            if (head == tail)
            {
                Interlocked.CompareExchange(ref _tail, next, tail);
            }
            else if (Interlocked.CompareExchange(ref _head, next, head) == head)
            {
                value = next.Value;
                return true;
            }
        }
    }

    private sealed class Node
    {
        public volatile Node? Next;
        public int Value;
    }
}

public sealed class Ring
{
    private readonly int[] _items = new int[2];
    private volatile int _written;
    private volatile int _read;

    public bool TryPut(int item)
    {
        if (_written - _read == _items.Length)
        {
            return false;
        }

        _items[_written % _items.Length] = item;
        _written++;
        return true;
    }

    public bool TryTake(out int item)
    {
        item = 0;
        if (_written == _read)
        {
            return false;
        }

        item = _items[_read % _items.Length];
        _read++;
        return true;
    }
}

public sealed class VolatileHolder
{
    private readonly Lock _gate = new();
    private volatile Box? _box;

    public int Get()
    {
        if (_box is null)
        {
            lock (_gate)
            {
                _box ??= new Box { Value = 42 };
            }
        }

        return _box.Value;
    }

    private sealed class Box
    {
        public int Value;
    }
}
