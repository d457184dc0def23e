using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Tasks with a result.</summary>
[Shim(typeof(Task<>))]
internal static class TaskOfShims
{
    public static TResult get_Result<TResult>(Task<TResult> task)
    {
        TaskShims.Block(task);
        return task.Result;
    }

    public static ConfiguredTaskAwaitable<TResult> ConfigureAwait<TResult>(Task<TResult> task, bool continueOnCapturedContext) =>
        task.ConfigureAwait(continueOnCapturedContext || LogicalThread.Current is not null);

    public static ConfiguredTaskAwaitable<TResult> ConfigureAwait<TResult>(Task<TResult> task, ConfigureAwaitOptions options) =>
        task.ConfigureAwait(LogicalThread.Current is null ? options : options | ConfigureAwaitOptions.ContinueOnCapturedContext);

    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, TimeSpan timeout) => TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Provider), task);

    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, CancellationToken cancellationToken) => TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(cancellationToken), task);

    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, TimeSpan timeout, CancellationToken cancellationToken) =>
        TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Provider, cancellationToken), task);

    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, TimeSpan timeout, TimeProvider timeProvider) =>
        TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Controlled(timeProvider)), task);

    public static Task<TResult> WaitAsync<TResult>(Task<TResult> task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Controlled(timeProvider), cancellationToken), task);
}
