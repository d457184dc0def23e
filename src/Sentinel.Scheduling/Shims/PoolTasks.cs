namespace Sentinel.Scheduling;

/// <summary>Tasks that run their continuations asynchronously: what the library itself hangs on one is told from a thread of its pool,
/// outside control. A continuation of ours comes between.</summary>
internal static class PoolTasks
{
    /// <summary>A task that completes as this one does, told under control.</summary>
    public static Task Told(Task task) => Leaves(task) ? Between(task).Unwrap() : task;

    /// <summary>A task that completes as this one does, told under control.</summary>
    public static Task<TResult> Told<TResult>(Task<TResult> task) => Leaves(task) ? Between(task).Unwrap() : task;

    /// <summary>The same of the task that a function returns.</summary>
    public static Func<Task> Told(Func<Task> function) => function is null ? null! : () => Told(function());

    /// <summary>The same of the task that a function returns.</summary>
    public static Func<Task<TResult>> Told<TResult>(Func<Task<TResult>> function) => function is null ? null! : () => Told(function());

    public static Task[] Told(Task[] tasks) => Array.Exists(tasks, Leaves) && !Array.Exists(tasks, task => task is null) ? Array.ConvertAll(tasks, Told) : tasks;

    public static Task<TResult>[] Told<TResult>(Task<TResult>[] tasks) =>
        Array.Exists(tasks, Leaves) && !Array.Exists(tasks, task => task is null) ? Array.ConvertAll(tasks, Told) : tasks;

    /// <summary>The first of the tasks, not of what stands between: all take the same way, so that the order stays.</summary>
    public static Task<Task> WhenAny(Task[] tasks) => AnyLeaves(tasks) ? Task.WhenAny(Array.ConvertAll(tasks, Between)).Unwrap() : Task.WhenAny(tasks);

    /// <summary>The first of the tasks, not of what stands between: all take the same way, so that the order stays.</summary>
    public static Task<Task<TResult>> WhenAny<TResult>(Task<TResult>[] tasks) =>
        AnyLeaves(tasks) ? Task.WhenAny(Array.ConvertAll(tasks, Between)).Unwrap() : Task.WhenAny(tasks);

    private static bool AnyLeaves(Task[] tasks) => Array.Exists(tasks, Leaves) && !Array.Exists(tasks, task => task is null or { IsCompleted: true });

    private static bool Leaves(Task? task) =>
        task is { IsCompleted: false } && task.CreationOptions.HasFlag(TaskCreationOptions.RunContinuationsAsynchronously) && LogicalThread.Current is not null;

    private static Task<TTask> Between<TTask>(TTask task)
        where TTask : Task => task.ContinueWith(
            static (_, state) => (TTask)state!,
            task,
            CancellationToken.None,
            TaskContinuationOptions.DenyChildAttach,
            LogicalThread.Current!.Execution.Scheduler);
}
