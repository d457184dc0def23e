using System.Collections.Concurrent;
using System.Text;

namespace Sentinel.Scheduling.Subjects;

/// <content>Locks and turns.</content>
public static partial class Idioms
{
    public static IControlledProgram LockTable()
    {
        var (locks, counts) = (new ConcurrentDictionary<string, object>(), new Dictionary<string, Races.Cell> { ["a"] = new(), ["b"] = new() });
        void Add(string key)
        {
            lock (locks.GetOrAdd(key, static _ => new object()))
            {
                counts[key].Value++;
            }
        }

        return new Script().Do(() => Add("a"), () => Add("b")).Do(() => Add("a"), () => Add("b"));
    }

    public static IControlledProgram TryEnterOrGiveUp()
    {
        var (gate, map) = (new object(), new Dictionary<int, int>());
        void Set(int key)
        {
            if (Monitor.TryEnter(gate, 10))
            {
                try
                {
                    map[key] = map.Count;
                }
                finally
                {
                    Monitor.Exit(gate);
                }
            }
        }

        return new Script().Do(() => Set(1)).Do(() => Set(2));
    }

    public static IControlledProgram BuilderUnderALock()
    {
        var (gate, text) = (new Lock(), new StringBuilder());
        void Log(string line)
        {
            lock (gate)
            {
                text.Append(line).AppendLine();
            }
        }

        return new Script().Do(() => Log("a")).Do(() => Log("b")).Check(() => text.Length == 2 * (1 + Environment.NewLine.Length), "lost text");
    }

    public static IControlledProgram ReadThenUpgrade()
    {
        var (rw, map) = (new ReaderWriterLockSlim(), new Dictionary<int, Races.Cell>());
        void Get()
        {
            rw.EnterReadLock();
            try
            {
                if (map.TryGetValue(1, out var found))
                {
                    _ = found.Value;
                    return;
                }
            }
            finally
            {
                rw.ExitReadLock();
            }

            rw.EnterUpgradeableReadLock();
            try
            {
                if (!map.ContainsKey(1))
                {
                    rw.EnterWriteLock();
                    map[1] = new Races.Cell { Value = 1 };
                    rw.ExitWriteLock();
                }
            }
            finally
            {
                rw.ExitUpgradeableReadLock();
            }
        }

        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram WaitAndPulse()
    {
        var (gate, queue, cell) = (new object(), new Queue<int>(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 3;
                lock (gate)
                {
                    queue.Enqueue(1);
                    Monitor.Pulse(gate);
                }
            })
            .Branch(() =>
            {
                lock (gate)
                {
                    while (queue.Count == 0)
                    {
                        Monitor.Wait(gate);
                    }

                    queue.Dequeue();
                }

                return cell.Value == 3 ? null : "BUG";
            });
    }

    public static IControlledProgram SpinLockByHand()
    {
        var (holder, cell) = (new Holder(), new Races.Cell());
        void Add()
        {
            while (Interlocked.CompareExchange(ref holder.Flag, 1, 0) != 0)
            {
                Thread.SpinWait(1);
            }

            cell.Value++;
            Volatile.Write(ref holder.Flag, 0);
        }

        return new Script().Do(Add).Do(Add).Check(() => cell.Value == 2, "lost");
    }

    public static IControlledProgram SemaphoreAsALock()
    {
        var (gate, list) = (new SemaphoreSlim(1), new List<int>());
        void Add()
        {
            gate.Wait();
            try
            {
                list.Add(list.Count);
            }
            finally
            {
                gate.Release();
            }
        }

        return new Script().Do(Add).Do(Add);
    }

    public static IControlledProgram NamedMutex()
    {
        var (mutex, cell) = (new Mutex(), new Races.Cell());
        void Add()
        {
            mutex.WaitOne();
            cell.Value++;
            mutex.ReleaseMutex();
        }

        return new Script().Do(Add).Do(Add);
    }

    /// <summary>Distinct fields of one struct are distinct locations, also where the name of one begins like that of another.</summary>
    public static IControlledProgram PartsOfAStruct()
    {
        var (hitGate, missGate, stats) = (new object(), new object(), new Statistics());
        void Hit()
        {
            lock (hitGate)
            {
                stats.Counts.Hits++;
                stats.Counts.MissesInARow = 0;
                stats.Counts.Inner.Depth++;
            }
        }

        void Miss()
        {
            lock (missGate)
            {
                stats.Counts.Misses++;
                stats.Counts.Inner.Width++;
            }
        }

        return new Script().Do(Hit, Miss).Do(Hit, Miss).Check(() => stats.Counts.Hits == 2 && stats.Counts.Misses == 2, "lost");
    }

    public static IControlledProgram PartsOfAnElement()
    {
        var array = new Counts[2];
        return new Script().Do(() => array[1].Hits++).Do(() => array[1].Misses++).Do(() => array[0].Hits++);
    }

    public static IControlledProgram AtomicPartsOfAStruct()
    {
        var stats = new Statistics();
        void Hit() => Interlocked.Increment(ref stats.Counts.Hits);
        return new Script().Do(Hit).Do(Hit).Do(() => stats.Counts.Misses = 1).Check(() => stats.Counts.Hits == 2, "lost");
    }

    public static IControlledProgram BarrierPhases()
    {
        var (barrier, front, back) = (new Barrier(2), new int[2], new int[2]);
        void Work(int me)
        {
            front[me] = me + 1;
            barrier.SignalAndWait();
            back[me] = front[0] + front[1];
            barrier.SignalAndWait();
            front[me] = back[0] + back[1];
        }

        return new Script().Do(() => Work(0)).Do(() => Work(1)).Check(() => front[0] == 6 && front[1] == 6, "phases");
    }

    public static IControlledProgram BarrierAction()
    {
        var (values, sum) = (new int[2], new Races.Cell());
        var barrier = new Barrier(2, _ => sum.Value = values[0] + values[1]);
        void Work(int me)
        {
            values[me] = 1;
            barrier.SignalAndWait();
            _ = sum.Value;
        }

        return new Script().Do(() => Work(0)).Do(() => Work(1));
    }

    internal sealed class Statistics
    {
        public Counts Counts;
    }

    internal struct Counts
    {
        public int Hits;
        public int Misses;
        public int MissesInARow;
        public Inner Inner;
    }

    internal struct Inner
    {
        public int Depth;
        public int Width;
    }
}
