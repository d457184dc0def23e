using System.Collections.Immutable;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Ordinary right code: nothing in it may be accused. <see cref="BrokenIdioms"/> has the same with the one essential part left out.</summary>
public static partial class Idioms
{
    public static IControlledProgram DoubleCheckedLocking()
    {
        var (gate, holder) = (new object(), new Holder());
        int Get()
        {
            if (holder.Volatile is null)
            {
                lock (gate)
                {
                    holder.Volatile ??= new Races.Cell { Value = 42 };
                }
            }

            return holder.Volatile.Value;
        }

        return new Script().Branch(() => Get() == 42 ? null : "BUG").Branch(() => Get() == 42 ? null : "BUG");
    }

    public static IControlledProgram LazyValue()
    {
        var lazy = new Lazy<List<int>>(static () => [1, 2]);
        void Read() => _ = lazy.Value[1];
        return new Script().Do(Read).Do(Read);
    }

    public static IControlledProgram InterlockedPublication()
    {
        var holder = new Holder();
        void Get()
        {
            if (Volatile.Read(ref holder.Plain) is null)
            {
                Interlocked.CompareExchange(ref holder.Plain, new Races.Cell { Value = 1 }, null);
            }

            _ = Volatile.Read(ref holder.Plain)!.Value;
        }

        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram VolatileSnapshot()
    {
        var holder = new Holder();
        return new Script()
            .Do(() => Volatile.Write(ref holder.Plain, new Races.Cell { Value = 7 }))
            .Branch(() => Volatile.Read(ref holder.Plain) is null or { Value: 7 } ? null : "BUG");
    }

    public static IControlledProgram ArrayPublication()
    {
        var holder = new Holder();
        return new Script()
            .Do(() =>
            {
                var array = new int[2];
                array[0] = 1;
                array[1] = 2;
                holder.Items = array;
            })
            .Branch(() => holder.Items is not { } items || items[0] + items[1] == 3 ? null : "BUG");
    }

    public static IControlledProgram ImmutableUpdate()
    {
        var holder = new Holder();
        void Add() => ImmutableInterlocked.Update(ref holder.Immutable, static list => list.Add(new Races.Cell { Value = list.Count }));
        int Sum() => Volatile.Read(ref holder.Immutable).Sum(static c => c.Value);
        return new Script().Do(Add, () => Sum()).Do(Add, () => Sum());
    }

    public static IControlledProgram ImmutableGetOrAdd()
    {
        var holder = new Holder();
        void Get() => _ = ImmutableInterlocked.GetOrAdd(ref holder.Map, 1, static _ => new Races.Cell { Value = 5 }).Value;
        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram LazyInitialised()
    {
        var holder = new Holder();
        void Get() => _ = LazyInitializer.EnsureInitialized(ref holder.Plain, static () => new Races.Cell { Value = 5 }).Value;
        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram LazyInitialisedByItsConstructor()
    {
        var holder = new Holder();
        void Get() => _ = LazyInitializer.EnsureInitialized(ref holder.Nested).Cell.Value;
        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram LazyInitialisedUnderALock()
    {
        var holder = new Holder();
        void Get() => _ = LazyInitializer.EnsureInitialized(ref holder.Plain, ref holder.Initialised, ref holder.Gate, () => new Races.Cell { Value = ++holder.Made })!.Value;
        return new Script().Do(Get).Do(Get).Check(() => holder.Made == 1, "made twice");
    }

    public static IControlledProgram LazyInitialisedUnderALockByNull()
    {
        var holder = new Holder();
        void Get() => _ = LazyInitializer.EnsureInitialized(ref holder.Plain, ref holder.Gate, () => new Races.Cell { Value = ++holder.Made }).Value;
        return new Script().Do(Get).Do(Get).Check(() => holder.Made == 1, "made twice");
    }

    public static IControlledProgram StaticReadonly()
    {
        void Read() => _ = Table.Squares[2] + Table.Names["two"];
        return new Script().Do(Read).Do(Read);
    }

    public static IControlledProgram CopyOnWrite()
    {
        var (gate, holder) = (new Lock(), new Holder());
        void Add(int item)
        {
            lock (gate)
            {
                holder.List = [.. holder.List, item];
            }
        }

        int Sum()
        {
            var sum = 0;
            foreach (var item in holder.List)
            {
                sum += item;
            }

            return sum;
        }

        return new Script().Do(() => Add(1), () => Sum()).Do(() => Add(2), () => Sum());
    }

    public static IControlledProgram OwnershipByExchange()
    {
        var holder = new Holder { Plain = new Races.Cell() };
        void Use()
        {
            if (Interlocked.Exchange(ref holder.Plain, null) is { } mine)
            {
                mine.Value++;
                Volatile.Write(ref holder.Plain, mine);
            }
        }

        return new Script().Do(Use).Do(Use);
    }

    public static IControlledProgram OnceByExchange()
    {
        var (holder, cell) = (new Holder(), new Races.Cell());
        void Init()
        {
            if (Interlocked.Exchange(ref holder.Flag, 1) == 0)
            {
                cell.Value++;
            }
        }

        return new Script().Do(Init).Do(Init).Check(() => cell.Value == 1, "initialised twice");
    }

    public static IControlledProgram SequenceLock()
    {
        var holder = new Holder();
        return new Script()
            .Do(() =>
            {
                Interlocked.Increment(ref holder.Flag);
                Volatile.Write(ref holder.X, 1);
                Volatile.Write(ref holder.Y, 1);
                Interlocked.Increment(ref holder.Flag);
            })
            .Branch(() =>
            {
                int before, x, y;
                do
                {
                    before = Volatile.Read(ref holder.Flag);
                    x = Volatile.Read(ref holder.X);
                    y = Volatile.Read(ref holder.Y);
                }
                while (before % 2 == 1 || Volatile.Read(ref holder.Flag) != before);
                return x == y ? null : "BUG torn";
            });
    }

    internal sealed class Holder
    {
        public volatile Races.Cell? Volatile;
        public Races.Cell? Plain;
        public Nested? Nested;
        public volatile int[]? Items;
        public volatile List<int> List = [];
        public ImmutableList<Races.Cell> Immutable = [];
        public ImmutableDictionary<int, Races.Cell> Map = ImmutableDictionary<int, Races.Cell>.Empty;
        public object? Gate;
        public bool Initialised;
        public int Made;
        public int Flag;
        public int X;
        public int Y;
    }

    internal sealed class Nested
    {
        public Races.Cell Cell { get; } = new() { Value = 1 };
    }

    private static class Table
    {
        public static readonly int[] Squares = [0, 1, 4];
        public static readonly Dictionary<string, int> Names;

        static Table()
        {
            Names = [];
            Names["two"] = 2;
        }
    }
}
