namespace Sentinel.Scheduling;

/// <summary>Tasks that are complete because others are: the real call, and a note of which.</summary>
[Shim(typeof(Task))]
internal static class TaskCombinationShims
{
    public static Task WhenAll(params Task[] tasks) => All(Task.WhenAll(PoolTasks.Told(tasks)), tasks);

    public static Task WhenAll(params ReadOnlySpan<Task> tasks) => WhenAll(tasks.ToArray());

    public static Task WhenAll(IEnumerable<Task> tasks) => WhenAll([.. tasks]);

    public static Task<TResult[]> WhenAll<TResult>(params Task<TResult>[] tasks) => All(Task.WhenAll(PoolTasks.Told(tasks)), tasks);

    public static Task<TResult[]> WhenAll<TResult>(params ReadOnlySpan<Task<TResult>> tasks) => WhenAll(tasks.ToArray());

    public static Task<TResult[]> WhenAll<TResult>(IEnumerable<Task<TResult>> tasks) => WhenAll([.. tasks]);

    public static Task get_CompletedTask() => Made(Task.CompletedTask);

    public static Task<TResult> FromResult<TResult>(TResult result) => Made(Task.FromResult(result));

    /// <summary>Of a task that is complete already, or that nobody but a clock completes, whoever made it knows everything.</summary>
    internal static TTask Made<TTask>(TTask task)
        where TTask : Task
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Races?.Made(thread, task);
        }

        return task;
    }

    /// <summary>The result is complete no sooner than the source, unless it is the source: the library returns one that is complete.</summary>
    internal static TTask After<TTask>(TTask task, Task source)
        where TTask : Task => ReferenceEquals(task, source) ? task : Follows(task, () => [source]);

    private static TTask All<TTask>(TTask task, IReadOnlyCollection<Task> sources)
        where TTask : Task
    {
        // Kept as they are now: the program may use its array for something else. For a single source the library may return that.
        Task[] kept = [.. sources];
        return kept is [var only] ? After(task, only) : Follows(task, () => kept);
    }

    internal static Task<TTask> First<TTask>(Task<TTask> task)
        where TTask : Task => Follows(task, () => [task.Result]);

    private static TTask Follows<TTask>(TTask task, Func<IEnumerable<Task>> sources)
        where TTask : Task
    {
        LogicalThread.Current?.Execution.Races?.Follows(task, sources);
        return task;
    }
}

/// <summary>A task of a task: complete when both are.</summary>
[Shim(typeof(TaskExtensions))]
internal static class UnwrapShims
{
    public static Task Unwrap(Task<Task> task) => Followed(PoolTasks.Unwrap(task), task);

    public static Task<TResult> Unwrap<TResult>(Task<Task<TResult>> task) => Followed(PoolTasks.Unwrap(task), task);

    private static TTask Followed<TTask, TInner>(TTask task, Task<TInner> outer)
        where TTask : Task
        where TInner : Task
    {
        if (LogicalThread.Current is not { Execution.Races: { } races } thread)
        {
            return task;
        }

        if (outer.IsCompletedSuccessfully && ReferenceEquals(outer.Result, task))
        {
            races.SawCompletion(thread, outer);
        }
        else
        {
            races.Follows(task, () => outer is { IsCompletedSuccessfully: true, Result: { } inner } ? [outer, inner] : [outer]);
        }

        return task;
    }
}
