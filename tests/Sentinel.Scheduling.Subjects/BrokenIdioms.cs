using System.Collections.Concurrent;
using System.Text;

namespace Sentinel.Scheduling.Subjects;

/// <summary>What <see cref="Idioms"/> does right with the one essential part left out: each is a data race.</summary>
/// <remarks>The two lines that race, and no others, end with a comment that says so; a test holds the report to it.</remarks>
public static partial class BrokenIdioms
{
    public static IControlledProgram DoubleCheckedWithoutVolatile()
    {
        var (gate, holder) = (new object(), new Idioms.Holder());
        void Get()
        {
            if (holder.Plain is null) // races
            {
                lock (gate)
                {
                    if (holder.Plain is null)
                    {
                        holder.Plain = new Races.Cell { Value = 42 }; // races
                    }
                }
            }
        }

        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram SnapshotPublishedPlainly()
    {
        var holder = new Idioms.Holder();
        return new Script()
            .Do(() => holder.Plain = new Races.Cell { Value = 7 }) // races
            .Do(() => _ = Volatile.Read(ref holder.Plain)); // races
    }

    public static IControlledProgram PublishedTooEarly()
    {
        var holder = new Idioms.Holder();
        return new Script()
            .Do(() =>
            {
                var cell = new Races.Cell();
                holder.Volatile = cell;
                cell.Value = 1; // races
            })
            .Do(() => _ = holder.Volatile is { } cell ? cell.Value : 0); // races
    }

    public static IControlledProgram ArrayFilledAfterItsPublication()
    {
        var holder = new Idioms.Holder();
        return new Script()
            .Do(() =>
            {
                var array = new int[2];
                holder.Items = array;
                array[0] = 1; // races
            })
            .Do(() => _ = holder.Items is { } items ? items[0] : 0); // races
    }

    public static IControlledProgram ImmutableAssigned()
    {
        var holder = new Idioms.Holder();
        void Add() => holder.Immutable = holder.Immutable.Add(new Races.Cell()); // races
        return new Script().Do(Add).Do(Add);
    }

    public static IControlledProgram InitialisedByNullCoalescing()
    {
        var holder = new Idioms.Holder();
        void Get() => holder.Plain ??= new Races.Cell(); // races
        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram ListChangedInPlace()
    {
        var (gate, holder) = (new Lock(), new Idioms.Holder());
        return new Script()
            .Do(() =>
            {
                lock (gate)
                {
                    holder.List.Add(1); // races
                }
            })
            .Do(() => _ = holder.List.Count); // races
    }

    public static IControlledProgram OwnershipWithoutExchange()
    {
        var holder = new Idioms.Holder { Plain = new Races.Cell() };
        void Use()
        {
            if (Volatile.Read(ref holder.Plain) is { } mine)
            {
                mine.Value++; // races
            }
        }

        return new Script().Do(Use).Do(Use);
    }

    public static IControlledProgram StaticWithoutALock()
    {
        void Count() => Totals.Count++; // races
        return new Script().Do(Count).Do(Count);
    }

    public static IControlledProgram OneLockForEachKeyOneMapForAll()
    {
        var (locks, map) = (new ConcurrentDictionary<string, object>(), new Dictionary<string, int>());
        void Set(string key)
        {
            lock (locks.GetOrAdd(key, static _ => new object()))
            {
                map[key] = 1; // races
            }
        }

        return new Script().Do(() => Set("a")).Do(() => Set("b"));
    }

    public static IControlledProgram TryEnterThatIsIgnored()
    {
        var (gate, map) = (new object(), new Dictionary<int, int>());
        void Set(int key)
        {
            var taken = Monitor.TryEnter(gate);
            map[key] = 1; // races
            if (taken)
            {
                Monitor.Exit(gate);
            }
        }

        return new Script().Do(() => Set(1)).Do(() => Set(2));
    }

    public static IControlledProgram BuilderReadAfterTheLock()
    {
        var (gate, text) = (new Lock(), new StringBuilder());
        return new Script()
            .Do(() =>
            {
                lock (gate)
                {
                    text.Append('x'); // races
                }
            })
            .Do(() => _ = text.ToString()); // races
    }

    public static IControlledProgram WrittenUnderAReadLock()
    {
        var (rw, map) = (new ReaderWriterLockSlim(), new Dictionary<int, int>());
        void Set(int key)
        {
            rw.EnterReadLock();
            map[key] = 1; // races
            rw.ExitReadLock();
        }

        return new Script().Do(() => Set(1)).Do(() => Set(2));
    }

    public static IControlledProgram SpinLockWithAPlainRelease()
    {
        var (holder, cell) = (new Idioms.Holder(), new Races.Cell());
        void Add()
        {
            while (Interlocked.CompareExchange(ref holder.Flag, 1, 0) != 0) // races
            {
                Thread.SpinWait(1);
            }

            cell.Value++;
            holder.Flag = 0; // races
        }

        return new Script().Do(Add).Do(Add);
    }

    public static IControlledProgram SemaphoreOfTwo()
    {
        var (gate, list) = (new SemaphoreSlim(2), new List<int>());
        void Add()
        {
            gate.Wait();
            list.Add(1); // races
            gate.Release();
        }

        return new Script().Do(Add).Do(Add);
    }

    public static IControlledProgram SamePartOfAStruct()
    {
        var (a, b, stats) = (new object(), new object(), new Idioms.Statistics());
        void Hit(object gate)
        {
            lock (gate)
            {
                stats.Counts.Hits++; // races
            }
        }

        return new Script().Do(() => Hit(a)).Do(() => Hit(b));
    }

    public static IControlledProgram SameInnerPartOfAStruct()
    {
        var stats = new Idioms.Statistics();
        return new Script()
            .Do(() => stats.Counts.Inner.Depth = 1) // races
            .Do(() => _ = stats.Counts.Inner.Depth); // races
    }

    public static IControlledProgram StructCopiedWhileAPartChanges()
    {
        var stats = new Idioms.Statistics();
        return new Script()
            .Do(() => stats.Counts.Hits++) // races
            .Do(() =>
            {
                var copy = stats.Counts; // races
                GC.KeepAlive(copy.Hits);
            });
    }

    public static IControlledProgram StructReplacedWhileAnInnerPartIsRead()
    {
        var stats = new Idioms.Statistics();
        return new Script()
            .Do(() => stats.Counts = default) // races
            .Do(() => _ = stats.Counts.Inner.Depth); // races
    }

    public static IControlledProgram SamePartOfAnElement()
    {
        var array = new Idioms.Counts[2];
        void Hit() => array[1].Hits++; // races
        return new Script().Do(Hit).Do(Hit);
    }

    public static IControlledProgram AtomicAndPlainPartOfAStruct()
    {
        var stats = new Idioms.Statistics();
        return new Script()
            .Do(() => Interlocked.Increment(ref stats.Counts.Hits)) // races
            .Do(() => _ = stats.Counts.Hits); // races
    }

    public static IControlledProgram BarrierWithoutItsSecondPhase()
    {
        var (barrier, front, back) = (new Barrier(2), new int[2], new int[2]);
        void Work(int me)
        {
            front[me] = me + 1;
            barrier.SignalAndWait();
            back[me] = front[0] + front[1]; // races
            front[me] = back[0] + back[1]; // races
        }

        return new Script().Do(() => Work(0)).Do(() => Work(1));
    }

    public static IControlledProgram PulseWithoutTheState()
    {
        var (gate, cell) = (new object(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                lock (gate)
                {
                    Monitor.Pulse(gate);
                }

                cell.Value = 1; // races
            })
            .Do(() =>
            {
                lock (gate)
                {
                    Monitor.Wait(gate, 10);
                }

                _ = cell.Value; // races
            });
    }

    private static class Totals
    {
        public static int Count;
    }
}
