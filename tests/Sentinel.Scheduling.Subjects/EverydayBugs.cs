using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Ordinary code with a bug, by feature of the language and the library: each is found.</summary>
public static partial class EverydayBugs
{
    public static IControlledProgram TwoReadersOfAChannelAddUp()
    {
        var channel = Channel.CreateUnbounded<int>();
        var sum = 0;
        async Task Read()
        {
            await foreach (var item in channel.Reader.ReadAllAsync())
            {
                var before = sum;
                await Task.Yield();
                sum = before + item;
            }
        }

        return new Script()
            .Do(() => channel.Writer.TryWrite(1), () => channel.Writer.TryWrite(2), () => channel.Writer.TryComplete())
            .DoAsync(Read)
            .DoAsync(Read)
            .Check(() => sum == 3, "lost an item");
    }

    public static IControlledProgram TheFirstTaskNeedNotWin() => new Script().BranchAsync(async () =>
    {
        var (one, two) = (Task.Run(() => 1), Task.Run(() => 2));
        return await await Task.WhenAny(one, two) == 1 ? null : "BUG the second one did";
    });

    public static IControlledProgram TasksNeedNotCompleteInTurn() => new Script().BranchAsync(async () =>
    {
        Task<int>[] tasks = [Task.Run(() => 1), Task.Run(() => 2)];
        await foreach (var task in Task.WhenEach(tasks))
        {
            return await task == 1 ? null : "BUG the second one did";
        }

        return null;
    });

    public static IControlledProgram TaskNeedNotBeDoneYet() => new Script().Branch(() => Task.Run(() => 1).IsCompleted ? null : "BUG not yet");

    public static IControlledProgram HandlerOfAnAsyncLocalThrows()
    {
        var told = new AsyncLocal<int>(_ => throw new InvalidOperationException("in the handler"));
        return new Script().Do(() => told.Value = 1);
    }

    public static IControlledProgram LazyWithoutALock()
    {
        var lazy = new Lazy<Box>(
            static () =>
            {
                Thread.Yield();
                return new Box();
            },
            LazyThreadSafetyMode.None);
        return new Script().Branch(() => lazy.Value is null ? "BUG" : null).Branch(() => lazy.Value is null ? "BUG" : null);
    }

    public static IControlledProgram FactoryOfALazyRunsTwice()
    {
        var made = 0;
        var lazy = new Lazy<int>(() => Interlocked.Increment(ref made), LazyThreadSafetyMode.PublicationOnly);
        return new Script().Do(() => _ = lazy.Value).Do(() => _ = lazy.Value).Check(() => made == 1, "made twice");
    }

    /// <summary>No access of the factory is shared: what goes wrong is that it runs at all.</summary>
    public static IControlledProgram WhoeverRunsTheFactoryNeedNotHaveAdded()
    {
        var map = new ConcurrentDictionary<int, object>();
        var winners = 0;
        void Add()
        {
            var added = false;
            map.GetOrAdd(1, _ =>
            {
                added = true;
                return new object();
            });
            Interlocked.Add(ref winners, added ? 1 : 0);
        }

        return new Script().Do(Add).Do(Add).Check(() => winners == 1, "two winners");
    }

    public static IControlledProgram AnUpdateRunsAgain()
    {
        var map = new ConcurrentDictionary<int, int> { [1] = 0 };
        object? Add()
        {
            var steps = 0;
            map.AddOrUpdate(1, static (_, by) => by, (_, old, by) =>
            {
                steps += by;
                return old + by;
            }, 1);
            return steps == 1 ? null : "BUG ran again";
        }

        return new Script().Branch(Add).Branch(Add);
    }

    public static IControlledProgram LazyOfOneThreadIsSharedByTwo()
    {
        var lazy = new Lazy<object>(static () => new object(), isThreadSafe: false);
        return new Script().Branch(() => lazy.Value is null ? "BUG" : null).Branch(() => lazy.Value is null ? "BUG" : null);
    }

    public static IControlledProgram ConstructorHandsItsObjectOn()
    {
        var all = new ConcurrentQueue<Registered>();
        return new Script().Do(() => _ = new Registered(all)).Branch(() => all.TryPeek(out var first) && first.Value == 0 ? "BUG half made" : null);
    }

    public static IControlledProgram ConstructorStartsAThreadTooSoon() => new Script().Branch(() => new StartsTooSoon().Seen() == 1 ? null : "BUG half made");

    public static IControlledProgram HalvesOfAWordAreReadOneByOne()
    {
        var cell = new Halved();
        return new Script().Do(() => cell.Set(1)).Branch(() => cell.IsWhole() ? null : "BUG torn");
    }

    /// <summary>Each call takes a copy of the lock.</summary>
    public static IControlledProgram SpinLockInAReadonlyField()
    {
        var counter = new CopiedSpinLock();
        return new Script().Do(counter.Add).Do(counter.Add).Check(() => counter.Total == 2, "lost one");
    }

    public static IControlledProgram TwoSpinLocksForOneField()
    {
        var counter = new TwoSpinLocks();
        return new Script().Do(counter.AddUnderTheFirst).Do(counter.AddUnderTheSecond).Check(() => counter.Total == 2, "lost one");
    }

    public static IControlledProgram ReferenceIntoADictionary()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 0 };
        void Add()
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, "a", out _);
            count++;
        }

        return new Script().Do(Add).Do(Add).Check(() => counts["a"] == 2, "lost one");
    }

    public static IControlledProgram TwoAtomicStepsThroughAReference()
    {
        var balance = 0;
        static void Move(ref int account)
        {
            Interlocked.Decrement(ref account);
            Interlocked.Increment(ref account);
        }

        return new Script().Do(() => Move(ref balance)).Branch(() => Volatile.Read(ref balance) == 0 ? null : "BUG in between");
    }

    public static IControlledProgram LocalsOfAParallelLoopAreAddedWithoutOrder()
    {
        var sum = 0;
        return new Script()
            .Do(() => Parallel.For(0, 3, static () => 0, static (i, _, local) => local + i, local => sum += local))
            .Check(() => sum == 3, "lost a sum");
    }

    public static IControlledProgram BodiesOfAnAsynchronousLoopShareASum()
    {
        var sum = 0;
        return new Script()
            .DoAsync(() => Parallel.ForAsync(1, 3, async (i, token) =>
            {
                var before = sum;
                await Task.Delay(1, token);
                sum = before + i;
            }))
            .Check(() => sum == 3, "lost one");
    }

    public static IControlledProgram StopOfAParallelLoopComesTooLate()
    {
        var begun = 0;
        return new Script()
            .Do(() => Parallel.For(0, 3, (_, state) =>
            {
                Interlocked.Increment(ref begun);
                state.Stop();
            }))
            .Check(() => begun == 1, "begun before the stop");
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Word
    {
        [FieldOffset(0)]
        public long All;

        [FieldOffset(0)]
        public int Low;

        [FieldOffset(4)]
        public int High;
    }

    public sealed class Registered
    {
        private int _value;

        public Registered(ConcurrentQueue<Registered> all)
        {
            all.Enqueue(this);
            _value = 1;
        }

        public int Value => Volatile.Read(ref _value);
    }

    public sealed class StartsTooSoon
    {
        private readonly Task<int> _seen;
        private int _value;

        public StartsTooSoon()
        {
            _seen = Task.Run(() => _value);
            _value = 1;
        }

        public int Seen() => _seen.Result;
    }

    public sealed class Halved
    {
        private Word _word;

        public void Set(int value) => Interlocked.Exchange(ref _word.All, ((long)value << 32) | (uint)value);

        public bool IsWhole()
        {
            var low = _word.Low;
            return low == _word.High;
        }
    }

    public sealed class CopiedSpinLock
    {
        private readonly SpinLock _spin = new(enableThreadOwnerTracking: false);

        public int Total { get; private set; }

        public void Add()
        {
            var taken = false;
            _spin.Enter(ref taken);
            Total++;
        }
    }

    public sealed class TwoSpinLocks
    {
        private SpinLock _first;
        private SpinLock _second;

        public int Total { get; private set; }

        public void AddUnderTheFirst()
        {
            var taken = false;
            _first.Enter(ref taken);
            Total++;
            _first.Exit();
        }

        public void AddUnderTheSecond()
        {
            var taken = false;
            _second.TryEnter(ref taken);
            Total++;
            _second.Exit();
        }
    }
}
