namespace Sentinel.Scheduling;

/// <summary>A callback registered with a token: it comes after its registration, and taking the registration back waits for it.</summary>
/// <remarks>The library's own wait would be a real one, while the callback stands at a point on another thread.</remarks>
internal sealed class Registration(Action<object?, CancellationToken> callback, VectorClock? registered)
{
    private LogicalThread? _running;

    /// <summary>Null for no callback, which the library refuses, and outside control.</summary>
    public static Registration? Of(Action<object?, CancellationToken>? callback)
    {
        if (callback is null || LogicalThread.Current is not { } thread)
        {
            return null;
        }

        // Whoever cancels runs it, on this step's behalf.
        thread.Execution.StampInvocation(thread);
        return new Registration(callback, thread.Execution.Races?.Snapshot(thread));
    }

    public static CancellationTokenRegistration Made(Registration? registration, CancellationTokenRegistration made)
    {
        if (registration is not null)
        {
            All(LogicalThread.Current!)[made] = registration;
        }

        return made;
    }

    /// <summary>Before the real call that takes the registration back.</summary>
    public static void TakeBack(LogicalThread thread, CancellationTokenRegistration made)
    {
        thread.Execution.Point(thread, thread.Site);
        if (!All(thread).TryGetValue(made, out var registration))
        {
            return;
        }

        if (registration._running is { } running && running != thread)
        {
            var wait = new ConditionWait("a cancellation callback", () => registration._running is null, monotonic: false, () => [running]);
            thread.Execution.Pause(thread, thread.Site, wait);
        }

        thread.Execution.Races?.Acquire(thread, registration);
    }

    public void Run(object? state, CancellationToken cancellation)
    {
        if (LogicalThread.Current is not { } thread)
        {
            callback(state, cancellation);
            return;
        }

        if (registered is not null)
        {
            thread.Clock.Join(registered);
        }

        _running = thread;
        try
        {
            callback(state, cancellation);
        }
        finally
        {
            _running = null;
            thread.Execution.Races?.Release(thread, this);
        }
    }

    private static Dictionary<CancellationTokenRegistration, Registration> All(LogicalThread thread) =>
        thread.Execution.Models.Get(typeof(Registration), static _ => new Dictionary<CancellationTokenRegistration, Registration>());
}
