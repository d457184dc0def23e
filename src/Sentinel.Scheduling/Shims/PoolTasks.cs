namespace Sentinel.Scheduling;

/// <summary>Tasks that run their continuations asynchronously: what the library itself hangs on one is told from a thread of its pool,
/// outside control. A continuation of ours comes between.</summary>
internal static class PoolTasks
{
    private const TaskContinuationOptions InlineIfItCan = TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.DenyChildAttach;

    /// <summary>A task that completes as this one does, told under control.</summary>
    public static Task Told(Task task) => Leaves(task) ? Between(task).Unwrap() : task;

    /// <summary>A task that completes as this one does, told under control.</summary>
    public static Task<TResult> Told<TResult>(Task<TResult> task) => Leaves(task) ? Between(task).Unwrap() : task;

    /// <summary>The same of the task that a function returns.</summary>
    public static Func<Task> Told(Func<Task> function) => function is null ? null! : () => Told(function());

    /// <summary>The same of the task that a function returns.</summary>
    public static Func<Task<TResult>> Told<TResult>(Func<Task<TResult>> function) => function is null ? null! : () => Told(function());

    public static Task[] Told(Task[] tasks) => AnyLeaves(tasks) ? Array.ConvertAll(tasks, Told) : tasks;

    public static Task<TResult>[] Told<TResult>(Task<TResult>[] tasks) => AnyLeaves(tasks) ? Array.ConvertAll(tasks, Told) : tasks;

    /// <summary>A task of a task, both told under control. The continuation runs inline where the outer one completes under control.</summary>
    public static Task Unwrap(Task<Task> task) => LogicalThread.Current is { } thread
        ? Told(task).ContinueWith(
            static outer => InnerOf(outer) is { } inner ? Told(inner) : outer.Unwrap(),
            CancellationToken.None,
            InlineIfItCan,
            thread.Execution.Scheduler).Unwrap()
        : task.Unwrap();

    /// <summary>A task of a task, both told under control. The continuation runs inline where the outer one completes under control.</summary>
    public static Task<TResult> Unwrap<TResult>(Task<Task<TResult>> task) => LogicalThread.Current is { } thread
        ? Told(task).ContinueWith(
            static outer => InnerOf(outer) is { } inner ? Told(inner) : outer.Unwrap(),
            CancellationToken.None,
            InlineIfItCan,
            thread.Execution.Scheduler).Unwrap()
        : task.Unwrap();

    /// <summary>The first of the tasks, not of what stands between: all take the same way, so that the order stays.</summary>
    public static Task<Task> WhenAny(Task[] tasks) => AnyWillLeave(tasks) ? Task.WhenAny(Array.ConvertAll(tasks, Between)).Unwrap() : Task.WhenAny(tasks);

    /// <summary>The first of the tasks, not of what stands between: all take the same way, so that the order stays.</summary>
    public static Task<Task<TResult>> WhenAny<TResult>(Task<TResult>[] tasks) =>
        AnyWillLeave(tasks) ? Task.WhenAny(Array.ConvertAll(tasks, Between)).Unwrap() : Task.WhenAny(tasks);

    private static TTask? InnerOf<TTask>(Task<TTask> outer)
        where TTask : Task => outer.IsCompletedSuccessfully ? outer.Result : null;

    /// <summary>Where none is complete yet: the first is known at once otherwise.</summary>
    private static bool AnyWillLeave(Task[] tasks) => AnyLeaves(tasks) && !Array.Exists(tasks, task => task.IsCompleted);

    /// <summary>Where a task is null the library is to say so.</summary>
    private static bool AnyLeaves(Task[] tasks) => Array.Exists(tasks, Leaves) && Array.TrueForAll(tasks, task => task is not null);

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
