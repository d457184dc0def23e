using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Value tasks: every await goes back to the captured context while controlled.</summary>
[Shim(typeof(ValueTask))]
internal static class ValueTaskShims
{
    public static ConfiguredValueTaskAwaitable ConfigureAwait(ref ValueTask task, bool continueOnCapturedContext) =>
        task.ConfigureAwait(continueOnCapturedContext || LogicalThread.Current is not null);

    public static Task AsTask(ref ValueTask task) => task.IsCompleted || LogicalThread.Current is null ? task.AsTask() : Await(task);

    public static ValueTask Preserve(ref ValueTask task) => task.IsCompleted || LogicalThread.Current is null ? task.Preserve() : new(Await(task));

    /// <summary>The library would have the source complete the task without a context, on the pool.</summary>
    private static async Task Await(ValueTask task)
    {
        await task.ConfigureAwait(true);
        Hooks.Completing();
    }

    public static bool get_IsCompleted(ref ValueTask task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsCompleted;
    }

    public static bool get_IsCompletedSuccessfully(ref ValueTask task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsCompletedSuccessfully;
    }

    public static bool get_IsFaulted(ref ValueTask task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsFaulted;
    }

    public static bool get_IsCanceled(ref ValueTask task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsCanceled;
    }
}

/// <summary>Value tasks with a result.</summary>
[Shim(typeof(ValueTask<>))]
internal static class ValueTaskOfShims
{
    public static ConfiguredValueTaskAwaitable<TResult> ConfigureAwait<TResult>(ref ValueTask<TResult> task, bool continueOnCapturedContext) =>
        task.ConfigureAwait(continueOnCapturedContext || LogicalThread.Current is not null);

    public static Task<TResult> AsTask<TResult>(ref ValueTask<TResult> task) =>
        task.IsCompleted || LogicalThread.Current is null ? task.AsTask() : Await(task);

    public static ValueTask<TResult> Preserve<TResult>(ref ValueTask<TResult> task) =>
        task.IsCompleted || LogicalThread.Current is null ? task.Preserve() : new(Await(task));

    private static async Task<TResult> Await<TResult>(ValueTask<TResult> task)
    {
        var result = await task.ConfigureAwait(true);
        Hooks.Completing();
        return result;
    }

    public static bool get_IsCompleted<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsCompleted;
    }

    public static bool get_IsCompletedSuccessfully<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsCompletedSuccessfully;
    }

    public static bool get_IsFaulted<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsFaulted;
    }

    public static bool get_IsCanceled<TResult>(ref ValueTask<TResult> task)
    {
        TaskShims.Look(Awaited.Of(ref task));
        return task.IsCanceled;
    }

    public static TResult get_Result<TResult>(ref ValueTask<TResult> task)
    {
        AwaiterWait.For(task, static t => t.IsCompleted, Awaited.Of(ref task));
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

/// <summary>The pair that is made over the default scheduler is over ours. Its completion comes from the pool and has no model.</summary>
[Shim(typeof(ConcurrentExclusiveSchedulerPair))]
internal static class SchedulerPairShims
{
    public static ConcurrentExclusiveSchedulerPair New() => new(TaskSchedulerShims.get_Default());
}

/// <summary>The default scheduler is ours while controlled.</summary>
[Shim(typeof(TaskScheduler))]
internal static class TaskSchedulerShims
{
    public static TaskScheduler get_Default() => LogicalThread.Current?.Execution.Scheduler ?? TaskScheduler.Default;
}
