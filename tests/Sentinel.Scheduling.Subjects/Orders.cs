namespace Sentinel.Scheduling.Subjects;

/// <summary>Programs whose orders, stamps and choices are known, so that a scheduler that takes another way shows.</summary>
public static class Orders
{
    /// <summary>Nothing races in the order that is run first; what races in the other makes more orders of the first.</summary>
    public static IControlledProgram RacesInTheOtherOrder()
    {
        var relay = new Relay();
        return new Script().Branch(relay.Put).Branch(relay.Take);
    }

    /// <summary>The writer does its work in a task that it starts before it passes a point of its own.</summary>
    public static IControlledProgram WriterThroughATask()
    {
        var cells = new TwoCells();
        return new Script().Do(() => Task.Run(cells.Write).Wait()).Branch(cells.ReadFirst).Branch(cells.ReadSecond);
    }

    /// <summary>The writer goes on where another completes what it awaits, before it passes a point of its own.</summary>
    public static IControlledProgram WriterAfterASignal()
    {
        var (cells, ready) = (new TwoCells(), new TaskCompletionSource());
        async Task Write()
        {
            await ready.Task;
            cells.Write();
        }

        return new Script().DoAsync(Write).Branch(cells.ReadFirst).Branch(cells.ReadSecond).Do(ready.SetResult);
    }

    /// <summary>Once begun, the first step is over when the second completes its task, and so before the third, which has no point.</summary>
    public static IControlledProgram CompletedByAnother()
    {
        var (ready, begun) = (new TaskCompletionSource<object?>(), 0);
        Task<object?> Wait()
        {
            Interlocked.Increment(ref begun);
            return ready.Task;
        }

        object? Complete()
        {
            ready.SetResult(null);
            return null;
        }

        return new Script().BranchAsync(Wait).Branch(Complete, static () => null);
    }

    /// <summary>Fails in one way or another, as the first choice goes; neither takes a pre-emption.</summary>
    public static IControlledProgram EitherIsFirst()
    {
        var first = 0;
        object? Run(int number) => Interlocked.CompareExchange(ref first, number, 0) == 0 ? $"BUG {number} was first" : null;
        return new Script().Branch(() => Run(1)).Branch(() => Run(2));
    }

    /// <summary>A few times each gives way, and then the third is still to come.</summary>
    public static IControlledProgram GiveWayAFewTimes() => GiveWay(3, static () => Thread.Yield());

    public static IControlledProgram SleepForNoTimeAFewTimes() => GiveWay(3, static () => Thread.Sleep(0));

    public static IControlledProgram SpinAFewTimes() => GiveWay(3, static () => Thread.SpinWait(10));

    /// <summary>So often that it counts as spinning, and the third is made to go.</summary>
    public static IControlledProgram GiveWayManyTimes() => GiveWay(40, static () => Thread.Yield());

    /// <summary>What a run sees as random.</summary>
    public static IControlledProgram Chance() => new Script()
        .Branch(static () => $"{Random.Shared.Next()} {new Random().Next()} {Guid.NewGuid()} {System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue)}");

    /// <summary>What the runtime counts through in each process, and a run in itself.</summary>
    public static IControlledProgram Numbers()
    {
        static object? Seen()
        {
            var current = Thread.CurrentThread;
            return $"{System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(new object())} {Environment.CurrentManagedThreadId} {current.ManagedThreadId}";
        }

        return new Script().Branch(Seen).Branch(Seen);
    }

    private static Script GiveWay(int times, Action giveWay)
    {
        void Work()
        {
            Thread.MemoryBarrier();
            for (var i = 0; i < times; i++)
            {
                giveWay();
            }
        }

        return new Script().Do(Work).Do(Work).Do(Thread.MemoryBarrier);
    }

    private sealed class Relay
    {
        private volatile bool _ready;
        private int _count;

        public object? Put()
        {
            _count++;
            _ready = true;
            return null;
        }

        public object? Take()
        {
            _ = _ready;
            return ++_count;
        }
    }
}
