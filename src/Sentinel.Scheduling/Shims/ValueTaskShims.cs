using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Value tasks: every await goes back to the captured context while controlled.</summary>
[Shim(typeof(ValueTask))]
internal static class ValueTaskShims
{
    public static ConfiguredValueTaskAwaitable ConfigureAwait(ref ValueTask task, bool continueOnCapturedContext) =>
        task.ConfigureAwait(continueOnCapturedContext || LogicalThread.Current is not null);

    public static bool get_IsCompleted(ref ValueTask task)
    {
        TaskShims.Look();
        return task.IsCompleted;
    }

    public static bool get_IsCompletedSuccessfully(ref ValueTask task)
    {
        TaskShims.Look();
        return task.IsCompletedSuccessfully;
    }

    public static bool get_IsFaulted(ref ValueTask task)
    {
        TaskShims.Look();
        return task.IsFaulted;
    }

    public static bool get_IsCanceled(ref ValueTask task)
    {
        TaskShims.Look();
        return task.IsCanceled;
    }
}

/// <summary>Value tasks with a result.</summary>
[Shim(typeof(ValueTask<>))]
internal static class ValueTaskOfShims
{
    public static ConfiguredValueTaskAwaitable<TResult> ConfigureAwait<TResult>(ref ValueTask<TResult> task, bool continueOnCapturedContext) =>
        task.ConfigureAwait(continueOnCapturedContext || LogicalThread.Current is not null);

    public static bool get_IsCompleted<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look();
        return task.IsCompleted;
    }

    public static bool get_IsCompletedSuccessfully<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look();
        return task.IsCompletedSuccessfully;
    }

    public static bool get_IsFaulted<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look();
        return task.IsFaulted;
    }

    public static bool get_IsCanceled<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look();
        return task.IsCanceled;
    }

    public static TResult get_Result<TResult>(ref ValueTask<TResult> task)
    {
        AwaiterWait.For(task, static t => t.IsCompleted);
        return task.Result;
    }
}

/// <summary>Asynchronous enumeration, whose <c>ConfigureAwait</c> stands on the sequence.</summary>
[Shim(typeof(TaskAsyncEnumerableExtensions))]
internal static class AsyncEnumerableShims
{
    public static ConfiguredCancelableAsyncEnumerable<T> ConfigureAwait<T>(IAsyncEnumerable<T> source, bool continueOnCapturedContext) =>
        source.ConfigureAwait(continueOnCapturedContext || LogicalThread.Current is not null);

    public static ConfiguredAsyncDisposable ConfigureAwait(IAsyncDisposable source, bool continueOnCapturedContext) =>
        source.ConfigureAwait(continueOnCapturedContext || LogicalThread.Current is not null);
}

/// <summary>The default scheduler is ours while controlled.</summary>
[Shim(typeof(TaskScheduler))]
internal static class TaskSchedulerShims
{
    public static TaskScheduler get_Default() => LogicalThread.Current?.Execution.Scheduler ?? TaskScheduler.Default;
}
