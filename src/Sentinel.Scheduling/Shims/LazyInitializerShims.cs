namespace Sentinel.Scheduling;

/// <summary>Lazy initialisation of a field: the library's steps with a point between them, and a lock that is logical.</summary>
[Shim(typeof(LazyInitializer))]
internal static class LazyInitializerShims
{
    public static T EnsureInitialized<T>(ref T? target)
        where T : class
    {
        if (Volatile.Read(ref target) is { } present)
        {
            return present;
        }

        T? made = null;
        LazyInitializer.EnsureInitialized(ref made);
        return Publish(ref target, made);
    }

    public static T EnsureInitialized<T>(ref T? target, Func<T> valueFactory)
        where T : class
    {
        if (Volatile.Read(ref target) is { } present)
        {
            return present;
        }

        T? made = null;
        LazyInitializer.EnsureInitialized(ref made, valueFactory);
        return Publish(ref target, made);
    }

    public static T EnsureInitialized<T>(ref T? target, ref bool initialized, ref object? syncLock) =>
        EnsureInitialized(ref target!, ref initialized, ref syncLock, Activator.CreateInstance<T>);

    public static T EnsureInitialized<T>(ref T target, ref bool initialized, ref object? syncLock, Func<T> valueFactory)
    {
        var gate = Gate(ref syncLock);
        if (Volatile.Read(ref initialized))
        {
            return After(gate, target);
        }

        MonitorShims.Enter(gate);
        try
        {
            if (!Volatile.Read(ref initialized))
            {
                target = valueFactory();
                Volatile.Write(ref initialized, true);
            }
        }
        finally
        {
            MonitorShims.Exit(gate);
        }

        return target;
    }

    public static T EnsureInitialized<T>(ref T? target, ref object? syncLock, Func<T> valueFactory)
        where T : class
    {
        var gate = Gate(ref syncLock);
        if (Volatile.Read(ref target) is { } present)
        {
            return After(gate, present);
        }

        MonitorShims.Enter(gate);
        try
        {
            if (Volatile.Read(ref target) is null)
            {
                T? made = null;
                Volatile.Write(ref target, LazyInitializer.EnsureInitialized(ref made, valueFactory));
            }
        }
        finally
        {
            MonitorShims.Exit(gate);
        }

        return target!;
    }

    /// <summary>Whoever is first wins; the others throw away what they made.</summary>
    private static T Publish<T>(ref T? target, T made)
        where T : class
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Point(thread, thread.Site);
        }

        return Interlocked.CompareExchange(ref target, made, null) ?? made;
    }

    /// <summary>Found without the lock, and yet after whoever made it under the lock.</summary>
    private static T After<T>(object gate, T present)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Races?.Acquire(thread, gate);
        }

        return present;
    }

    private static object Gate(ref object? syncLock) =>
        Volatile.Read(ref syncLock) ?? Interlocked.CompareExchange(ref syncLock, new object(), null) ?? syncLock;
}
