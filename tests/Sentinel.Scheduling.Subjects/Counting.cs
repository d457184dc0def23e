namespace Sentinel.Scheduling.Subjects;

/// <summary>Method groups, not lambdas: a captured variable is an access of its own. Counters of several styles: the programs whose numbers of schedules are known exactly.</summary>
public static class Counting
{
    public static IControlledProgram Racy()
    {
        var counter = new PlainCounter();
        return new Script()
            .Branch(counter.Next, counter.Next, counter.Next)
            .Branch(counter.Next, counter.Next, counter.Next);
    }

    public static IControlledProgram RacyOnce()
    {
        var counter = new PlainCounter();
        return new Script().Do(() => counter.Next()).Do(() => counter.Next()).Check(() => counter.Value == 2, "lost an increment");
    }

    public static IControlledProgram Atomic()
    {
        var counter = new AtomicCounter();
        return new Script()
            .Branch(counter.Next, counter.Next, counter.Next)
            .Branch(counter.Next, counter.Next, counter.Next);
    }

    public static IControlledProgram Locked()
    {
        var counter = new LockedCounter();
        return new Script()
            .Branch(counter.Next, counter.Next, counter.Next)
            .Branch(counter.Next, counter.Next, counter.Next);
    }

    public static IControlledProgram ModernLock()
    {
        var counter = new ModernCounter();
        return new Script()
            .Branch(counter.Next, counter.Next, counter.Next)
            .Branch(counter.Next, counter.Next, counter.Next);
    }

    /// <summary>One writer of two cells, and a reader of each: one schedule of twelve shows the first new and then the second old.</summary>
    public static IControlledProgram WriterAndReaders()
    {
        var cells = new TwoCells();
        return new Script().Branch(cells.Write).Branch(cells.ReadFirst).Branch(cells.ReadSecond);
    }

    /// <summary>The same, stamped by the steps themselves at the call: results are (value, called, answered).</summary>
    public static IControlledProgram StampedAtTheCall() => StampedWriterAndReaders(startIsAChoice: false);

    /// <summary>The same with a point in front of each call, which makes every start a choice.</summary>
    public static IControlledProgram StampedAtTheCallAfterAChoice() => StampedWriterAndReaders(startIsAChoice: true);

    private static IControlledProgram StampedWriterAndReaders(bool startIsAChoice)
    {
        var (cells, ticks) = (new TwoCells(), new Ticks());
        Func<object?> Stamped(Func<object?> step) => () =>
        {
            if (startIsAChoice)
            {
                Thread.MemoryBarrier();
            }

            var called = ticks.CompareTo(null);
            var value = step();
            return (value, called, ticks.CompareTo(null));
        };

        return new Script().Branch(Stamped(cells.Write)).Branch(Stamped(cells.ReadFirst)).Branch(Stamped(cells.ReadSecond));
    }

    /// <summary>A count that is no access: bodies of comparisons are not rewritten.</summary>
    private sealed class Ticks : IComparable
    {
        private int _now;

        public int CompareTo(object? obj) => ++_now;
    }
}

public sealed class PlainCounter
{
    private int _value;

    public int Value => _value;

    public object? Next() => ++_value;
}

public sealed class AtomicCounter
{
    private int _value;

    public object? Next() => Interlocked.Increment(ref _value);
}

public sealed class LockedCounter
{
    private readonly object _gate = new();
    private int _value;

    public object? Next()
    {
        lock (_gate)
        {
            return ++_value;
        }
    }
}

public sealed class ModernCounter
{
    private readonly Lock _gate = new();
    private int _value;

    public object? Next()
    {
        lock (_gate)
        {
            return ++_value;
        }
    }
}

public sealed class TwoCells
{
    private volatile int _first;
    private volatile int _second;

    public object? Write()
    {
        _first = 1;
        _second = 1;
        return null;
    }

    public object? ReadFirst() => _first;

    public object? ReadSecond() => _second;
}
