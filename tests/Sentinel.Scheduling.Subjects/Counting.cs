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

    /// <summary>One writer and two readers: some schedule shows the readers the new value and then the old one.</summary>
    public static IControlledProgram WriterAndReaders()
    {
        var cell = new StaleCell();
        return new Script().Branch(() => cell.Write(1)).Branch(cell.Read).Branch(cell.Read);
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

/// <summary>A register that writes twice: readers between the two writes see the value appear and vanish.</summary>
public sealed class StaleCell
{
    private volatile int _value;

    public object? Write(int value)
    {
        _value = value;
        return null;
    }

    public object? Read() => _value;
}
