using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Memory;

namespace Sentinel.Scheduling.Subjects;

/// <content>Calls of the library that order or only read.</content>
public static partial class RaceFree
{
    public static IControlledProgram Readers()
    {
        var (list, linked) = (new List<int> { 1, 2 }, new LinkedList<int>([1, 2]));
        var (set, sorted) = (new HashSet<int> { 1, 2 }, new SortedSet<int> { 1, 2 });
        var (tree, pairs) = (new SortedDictionary<int, int> { [1] = 2 }, new SortedList<int, int> { [1] = 2 });
        void Read()
        {
            _ = list.FindLastIndex(static x => x == 1);
            _ = linked.FindLast(1);
            _ = set.IsProperSupersetOf([1]) || set.IsProperSubsetOf([1]);
            _ = sorted.IsSupersetOf([1]) && sorted.SetEquals([1]) && sorted.Overlaps([1]);
            _ = sorted.Reverse();
            _ = tree.ContainsValue(2) && pairs.ContainsValue(2) && pairs.IndexOfValue(2) == 0;
        }

        return new Script().Do(Read).Do(Read);
    }

    public static IControlledProgram InterlockedReads()
    {
        var total = 0L;
        return new Script().Do(() => Interlocked.Increment(ref total)).Branch(() => Interlocked.Read(ref total) is 0 or 1 ? null : "BUG");
    }

    public static IControlledProgram EventHandlers()
    {
        var source = new Source();
        void Handle() => source.Changed += static () => { };
        return new Script().Do(Handle).Do(Handle);
    }

    public static IControlledProgram Factory()
    {
        var map = new ConcurrentDictionary<int, Races.Cell>();
        void Get() => _ = map.GetOrAdd(1, static _ => new Races.Cell { Value = 5 }).Value;
        return new Script().Do(Get).Do(Get);
    }

    public static IControlledProgram UpdateFactory()
    {
        var map = new ConcurrentDictionary<int, Races.Cell>();
        void Add() => _ = map.AddOrUpdate(1, static _ => new Races.Cell { Value = 5 }, static (_, old) => new Races.Cell { Value = old.Value + 1 }).Value;
        return new Script().Do(Add).Do(Add);
    }

    public static IControlledProgram SharedRandomness()
    {
        static void Draw() => _ = Random.Shared.Next(5);
        return new Script().Do(Draw).Do(Draw);
    }

    /// <summary>One array at a time is in use, and the next one to rent it comes after.</summary>
    public static IControlledProgram RentedArrays()
    {
        var (pool, gate) = (ArrayPool<int>.Create(), new object());
        void Use()
        {
            lock (gate)
            {
            }

            var array = pool.Rent(4);
            array[0]++;
            pool.Return(array);
        }

        return new Script().Do(Use, Use).Do(Use, Use);
    }

    public static IControlledProgram TimerSetLater()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            using var over = new ManualResetEvent(false);
            using var timer = new Timer(
                _ =>
                {
                    cell.Value++;
                    over.Set();
                },
                null,
                Timeout.Infinite,
                Timeout.Infinite);
            cell.Value = 1;
            timer.Change(1, Timeout.Infinite);
            over.WaitOne();
            cell.Value++;
        });
    }

    public static IControlledProgram HandleOfAToken()
    {
        var (source, cell) = (new CancellationTokenSource(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                source.Cancel();
            })
            .Do(() =>
            {
                source.Token.WaitHandle.WaitOne();
                cell.Value++;
            });
    }

    public static IControlledProgram FactoryOfAWeakTable()
    {
        var (key, table) = (new object(), new ConditionalWeakTable<object, Races.Cell>());
        void Get() => _ = table.GetValue(key, _ => new Races.Cell { Value = 1 }).Value;
        return new Script().Do(Get).Do(Get);
    }

    /// <summary>The array that goes with the call is looked at before the order is made, or a switch would come between that and the call.</summary>
    public static IControlledProgram RangeOfAStack()
    {
        var stack = new ConcurrentStack<Races.Cell>();
        return new Script()
            .Do(() => stack.PushRange([new Races.Cell { Value = 1 }, new Races.Cell()]))
            .Do(() =>
            {
                var taken = new Races.Cell[2];
                for (var i = stack.TryPopRange(taken) - 1; i >= 0; i--)
                {
                    taken[i].Value++;
                }
            });
    }

    /// <summary>What a package does inside is not seen; it is given the benefit of the doubt.</summary>
    public static IControlledProgram HandedOverByAPackage()
    {
        var cache = new MemoryCache(new MemoryCacheOptions());
        return new Script()
            .Do(() => cache.Set("k", new Races.Cell { Value = 1 }))
            .Branch(() => cache.TryGetValue("k", out Races.Cell? cell) && cell!.Value != 1 ? "BUG" : null);
    }

    private sealed class Source
    {
        public event Action? Changed;

        public void Raise() => Changed?.Invoke();
    }
}
