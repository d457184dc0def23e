namespace Sentinel.Scheduling;

/// <summary>Async locals that tell of their changes: the runtime ends the process where the handler throws.</summary>
[Shim(typeof(AsyncLocal<>))]
internal static class AsyncLocalShims
{
    public static AsyncLocal<T> New<T>(Action<AsyncLocalValueChangedArgs<T>>? valueChangedHandler) =>
        valueChangedHandler is null ? new() : new(change => Handle(valueChangedHandler, change));

    private static void Handle<T>(Action<AsyncLocalValueChangedArgs<T>> handler, AsyncLocalValueChangedArgs<T> change)
    {
        try
        {
            handler(change);
        }
        catch (ScheduleAbortedException)
        {
            // The run is over: the thread meets the end again at its next point.
        }
        catch (Exception error) when (LogicalThread.Current is { } thread)
        {
            thread.Execution.UnhandledIn(thread, error);
        }
    }
}
