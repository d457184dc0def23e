namespace Sentinel.Scheduling;

/// <content>Which of several tasks is complete first.</content>
internal static partial class TaskShims
{
    public static Task<Task> WhenAny(params Task[] tasks)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([.. tasks]));
    }

    public static Task<Task> WhenAny(params ReadOnlySpan<Task> tasks)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([.. tasks]));
    }

    [StaticMember]
    public static Task<Task> WhenAny(Task task1, Task task2)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([task1, task2]));
    }

    public static Task<Task> WhenAny(IEnumerable<Task> tasks)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([.. tasks]));
    }

    public static Task<Task<TResult>> WhenAny<TResult>(params Task<TResult>[] tasks)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([.. tasks]));
    }

    public static Task<Task<TResult>> WhenAny<TResult>(params ReadOnlySpan<Task<TResult>> tasks)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([.. tasks]));
    }

    public static Task<Task<TResult>> WhenAny<TResult>(Task<TResult> task1, Task<TResult> task2)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([task1, task2]));
    }

    public static Task<Task<TResult>> WhenAny<TResult>(IEnumerable<Task<TResult>> tasks)
    {
        AskOrder();
        return TaskCombinationShims.First(PoolTasks.WhenAny([.. tasks]));
    }

    public static IAsyncEnumerable<Task> WhenEach(params Task[] tasks) =>
        Ours is null ? Task.WhenEach(tasks) : Sequences.InOrderOfCompletion(tasks);

    public static IAsyncEnumerable<Task> WhenEach(params ReadOnlySpan<Task> tasks) =>
        Ours is null ? Task.WhenEach(tasks) : Sequences.InOrderOfCompletion(tasks.ToArray());

    public static IAsyncEnumerable<Task> WhenEach(IEnumerable<Task> tasks) =>
        Ours is null ? Task.WhenEach(tasks) : Sequences.InOrderOfCompletion(tasks.ToArray());

    public static IAsyncEnumerable<Task<TResult>> WhenEach<TResult>(params Task<TResult>[] tasks) =>
        Ours is null ? Task.WhenEach(tasks) : Sequences.InOrderOfCompletion(tasks);

    public static IAsyncEnumerable<Task<TResult>> WhenEach<TResult>(params ReadOnlySpan<Task<TResult>> tasks) =>
        Ours is null ? Task.WhenEach(tasks) : Sequences.InOrderOfCompletion(tasks.ToArray());

    public static IAsyncEnumerable<Task<TResult>> WhenEach<TResult>(IEnumerable<Task<TResult>> tasks) =>
        Ours is null ? Task.WhenEach(tasks) : Sequences.InOrderOfCompletion(tasks.ToArray());
}
