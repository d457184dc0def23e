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
