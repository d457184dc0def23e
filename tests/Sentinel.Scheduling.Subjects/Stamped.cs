namespace Sentinel.Scheduling.Subjects;

/// <summary>Steps whose first access is not their first effect, or that have none: what their stamps must be is known.</summary>
public static class Stamped
{
    /// <summary>A write, and two reads by a thread that keeps what it read first: the second read makes no access at all.</summary>
    public static IControlledProgram CacheOfAThread()
    {
        var cell = new ThreadCachedCell();
        return new Script().Branch(cell.Write).Branch(cell.Read, cell.Read);
    }

    /// <summary>A release, then an access; and a wait for the release.</summary>
    public static IControlledProgram ReleaseFirst()
    {
        var gate = new LoggedGate();
        return new Script().Branch(gate.Open).Branch(gate.Pass);
    }

    /// <summary>A lock entered by one step and left by the next.</summary>
    public static IControlledProgram LockOverTwoSteps()
    {
        var gate = new LoggedGate();
        return new Script().Branch(gate.Enter, gate.Leave).Branch(gate.EnterAndLeave);
    }

    /// <summary>One writer of two cells, and readers that give way, or start a task, before they read.</summary>
    public static IControlledProgram AfterAYield()
    {
        var cells = new TwoCells();
        async Task<object?> Late(Func<object?> read)
        {
            await Task.Yield();
            return read();
        }

        return new Script().Branch(cells.Write).BranchAsync(() => Late(cells.ReadFirst)).BranchAsync(() => Late(cells.ReadSecond));
    }

    public static IControlledProgram InATask()
    {
        var cells = new TwoCells();
        return new Script().Branch(cells.Write).BranchAsync(() => Task.Run(cells.ReadFirst)).BranchAsync(() => Task.Run(cells.ReadSecond));
    }
}

public sealed class ThreadCachedCell
{
    [ThreadStatic]
    private static object? _seen;
    private volatile int _value;

    public object? Write()
    {
        _value = 1;
        return null;
    }

    public object? Read() => _seen ??= _value;
}

public sealed class LoggedGate
{
    private readonly SemaphoreSlim _open = new(0);
    private readonly object _gate = new();
    private int _log;

    public object? Open()
    {
        _open.Release();
        return Interlocked.Increment(ref _log);
    }

    public object? Pass()
    {
        _open.Wait();
        return null;
    }

    public object? Enter()
    {
        Monitor.Enter(_gate);
        return null;
    }

    public object? Leave()
    {
        Monitor.Exit(_gate);
        return Interlocked.Increment(ref _log);
    }

    public object? EnterAndLeave()
    {
        lock (_gate)
        {
            return null;
        }
    }
}
