namespace Sentinel.Scheduling;

/// <summary>Timers on the virtual clock; the real one stays unarmed and serves as the key.</summary>
[Shim(typeof(Timer))]
internal static class TimerShims
{
    public static Timer New(TimerCallback callback) => Make(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, passItself: true);

    public static Timer New(TimerCallback callback, object? state, int dueTime, int period) =>
        Make(callback, state, Deadlines.OfMilliseconds(dueTime), Deadlines.OfMilliseconds(period));

    public static Timer New(TimerCallback callback, object? state, long dueTime, long period) =>
        Make(callback, state, Deadlines.OfMilliseconds(dueTime), Deadlines.OfMilliseconds(period));

    public static Timer New(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Make(callback, state, dueTime, period);

    public static bool Change(Timer timer, int dueTime, int period) =>
        Change(timer, Deadlines.OfMilliseconds(dueTime), Deadlines.OfMilliseconds(period));

    public static bool Change(Timer timer, long dueTime, long period) =>
        Change(timer, Deadlines.OfMilliseconds(dueTime), Deadlines.OfMilliseconds(period));

    public static bool Change(Timer timer, TimeSpan dueTime, TimeSpan period) =>
        Of(timer) is { } model ? model.Change(dueTime, period) : timer.Change(dueTime, period);

    public static void Dispose(Timer timer)
    {
        Hooks.Disposing(timer);
        timer.Dispose();
    }

    public static ValueTask DisposeAsync(Timer timer)
    {
        Hooks.Disposing(timer);
        return timer.DisposeAsync();
    }

    private static Timer Make(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, bool passItself = false)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return passItself ? new Timer(callback) : new Timer(callback, state, dueTime, period);
        }

        var timer = new Timer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        thread.Execution.Models.Get<VirtualTimer>(
            timer, _ => (VirtualTimer)thread.Execution.World.Time.CreateTimer(callback, passItself ? timer : state, dueTime, period));
        return timer;
    }

    private static VirtualTimer? Of(Timer timer) => LogicalThread.Current?.Execution.Models.Find<VirtualTimer>(timer);
}

/// <summary>Periodic timers take their time from a provider: ours.</summary>
[Shim(typeof(PeriodicTimer))]
internal static class PeriodicTimerShims
{
    public static PeriodicTimer New(TimeSpan period) => new(period, TimeShims.Provider);

    public static PeriodicTimer New(TimeSpan period, TimeProvider timeProvider) => new(period, TimeShims.Controlled(timeProvider));
}
