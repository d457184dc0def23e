namespace Sentinel.Scheduling;

/// <summary>Cancellation after a time: one timer a source, on the virtual clock, however the time was given.</summary>
[Shim(typeof(CancellationTokenSource))]
internal static class CancellationShims
{
    public static CancellationTokenSource New(int millisecondsDelay) => New(Deadlines.OfMilliseconds(millisecondsDelay));

    public static CancellationTokenSource New(TimeSpan delay)
    {
        if (LogicalThread.Current is null || delay == TimeSpan.Zero)
        {
            return new(delay);
        }

        var source = new CancellationTokenSource();
        CancelAfter(source, delay);
        return source;
    }

    public static CancellationTokenSource New(TimeSpan delay, TimeProvider timeProvider) =>
        TimeShims.Controlled(timeProvider) is ControlledTimeProvider ? New(delay) : new(delay, timeProvider);

    public static void CancelAfter(CancellationTokenSource source, int millisecondsDelay) =>
        CancelAfter(source, Deadlines.OfMilliseconds(millisecondsDelay));

    public static void CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        if (LogicalThread.Current is not { } thread)
        {
            source.CancelAfter(delay);
            return;
        }

        // What the library says to a bad time, or of a source that is disposed, it says here.
        source.CancelAfter(delay == TimeSpan.Zero ? delay : Timeout.InfiniteTimeSpan);
        _ = Deadlines.After(thread.Execution, delay);
        var time = thread.Execution.World.Time;
        var timer = thread.Execution.Models.Get<VirtualTimer>(
            source, _ => (VirtualTimer)time.CreateTimer(_ => Cancel(source), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public static bool TryReset(CancellationTokenSource source)
    {
        ManualResetEventSlimShims.Signal(source);
        Hooks.Disposing(source);
        return source.TryReset();
    }

    public static void Dispose(CancellationTokenSource source)
    {
        Hooks.Disposing(source);
        source.Dispose();
    }

    public static Task CancelAsync(CancellationTokenSource source)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return source.CancelAsync();
        }

        return TaskShims.Run(() => Cancel(source));
    }

    /// <summary>Where it happens, not where it is asked for: who looks before then comes after nothing.</summary>
    private static void Cancel(CancellationTokenSource source)
    {
        var thread = LogicalThread.Current!;
        thread.Execution.Point(thread, thread.Site);
        thread.Execution.Races?.Release(thread, source, SiteInfo.Content);
        source.Cancel();
    }
}
