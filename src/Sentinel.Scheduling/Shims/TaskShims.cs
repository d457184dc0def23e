using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Starting tasks, delays and waits. What merely combines tasks needs no shim: it completes inline.</summary>
[Shim(typeof(Task))]
internal static partial class TaskShims
{
    private static readonly TaskFactory Real = Task.Factory;

    private static TaskScheduler? Ours => LogicalThread.Current?.Execution.Scheduler;

    public static Task Run(Action action) => Run(action, CancellationToken.None);

    public static Task Run(Action action, CancellationToken cancellationToken) => Ours is { } scheduler
        ? Real.StartNew(Ending(action), cancellationToken, TaskCreationOptions.DenyChildAttach, scheduler)
        : Task.Run(action, cancellationToken);

    public static Task<TResult> Run<TResult>(Func<TResult> function) => Run(function, CancellationToken.None);

    public static Task<TResult> Run<TResult>(Func<TResult> function, CancellationToken cancellationToken) => Ours is { } scheduler
        ? Real.StartNew(Ending(function), cancellationToken, TaskCreationOptions.DenyChildAttach, scheduler)
        : Task.Run(function, cancellationToken);

    public static Task Run(Func<Task> function) => Run(function, CancellationToken.None);

    public static Task Run(Func<Task> function, CancellationToken cancellationToken) => Ours is { } scheduler
        ? UnwrapShims.Unwrap(Real.StartNew(PoolTasks.Told(function), cancellationToken, TaskCreationOptions.DenyChildAttach, scheduler))
        : Task.Run(function, cancellationToken);

    public static Task<TResult> Run<TResult>(Func<Task<TResult>> function) => Run(function, CancellationToken.None);

    public static Task<TResult> Run<TResult>(Func<Task<TResult>> function, CancellationToken cancellationToken) => Ours is { } scheduler
        ? UnwrapShims.Unwrap(Real.StartNew(PoolTasks.Told(function), cancellationToken, TaskCreationOptions.DenyChildAttach, scheduler))
        : Task.Run(function, cancellationToken);

    public static Task Delay(int millisecondsDelay) => Delay(Deadlines.OfMilliseconds(millisecondsDelay), CancellationToken.None);

    public static Task Delay(TimeSpan delay) => Delay(delay, CancellationToken.None);

    public static Task Delay(int millisecondsDelay, CancellationToken cancellationToken) =>
        Delay(Deadlines.OfMilliseconds(millisecondsDelay), cancellationToken);

    public static Task Delay(TimeSpan delay, CancellationToken cancellationToken) =>
        TaskCombinationShims.Made(Task.Delay(delay, TimeShims.Provider, cancellationToken));

    public static Task Delay(TimeSpan delay, TimeProvider timeProvider) => Delay(delay, timeProvider, CancellationToken.None);

    public static Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        TimeShims.Controlled(timeProvider) is ControlledTimeProvider ? Delay(delay, cancellationToken) : Task.Delay(delay, timeProvider, cancellationToken);

    public static ConfiguredTaskAwaitable ConfigureAwait(Task task, bool continueOnCapturedContext) =>
        task.ConfigureAwait(continueOnCapturedContext || Ours is not null);

    public static ConfiguredTaskAwaitable ConfigureAwait(Task task, ConfigureAwaitOptions options) =>
        task.ConfigureAwait(Ours is null ? options : options | ConfigureAwaitOptions.ContinueOnCapturedContext);

    public static void Wait(Task task) => Wait(task, Timeout.InfiniteTimeSpan, CancellationToken.None);

    public static void Wait(Task task, CancellationToken cancellationToken) => Wait(task, Timeout.InfiniteTimeSpan, cancellationToken);

    public static bool Wait(Task task, int millisecondsTimeout) => Wait(task, Deadlines.OfMilliseconds(millisecondsTimeout), CancellationToken.None);

    public static bool Wait(Task task, TimeSpan timeout) => Wait(task, timeout, CancellationToken.None);

    public static bool Wait(Task task, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Wait(task, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static bool Wait(Task task, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (LogicalThread.Current is { } thread && !Blocking.OnTask(thread, task, timeout, cancellationToken))
        {
            return false;
        }

        return task.Wait(timeout, cancellationToken);
    }

    public static void WaitAll(params Task[] tasks)
    {
        Block(TaskCombinationShims.WhenAll(tasks));
        Task.WaitAll(tasks);
    }

    public static void WaitAll(params ReadOnlySpan<Task> tasks)
    {
        Block(TaskCombinationShims.WhenAll(tasks));
        Task.WaitAll(tasks);
    }

    public static void WaitAll(Task[] tasks, CancellationToken cancellationToken)
    {
        if (LogicalThread.Current is { } thread)
        {
            Blocking.OnTask(thread, TaskCombinationShims.WhenAll(tasks), Timeout.InfiniteTimeSpan, cancellationToken);
        }

        Task.WaitAll(tasks, cancellationToken);
    }

    public static bool WaitAll(Task[] tasks, TimeSpan timeout)
    {
        if (LogicalThread.Current is { } thread && !Blocking.OnTask(thread, TaskCombinationShims.WhenAll(tasks), timeout))
        {
            return false;
        }

        return Task.WaitAll(tasks, timeout);
    }

    public static bool WaitAll(Task[] tasks, int millisecondsTimeout) => WaitAll(tasks, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool WaitAll(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        if (LogicalThread.Current is { } thread
            && !Blocking.OnTask(thread, TaskCombinationShims.WhenAll(tasks), Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken))
        {
            return false;
        }

        return Task.WaitAll(tasks, millisecondsTimeout, cancellationToken);
    }

    public static void WaitAll(IEnumerable<Task> tasks, CancellationToken cancellationToken) => WaitAll([.. tasks], cancellationToken);

    public static int WaitAny(Task[] tasks, CancellationToken cancellationToken) => WaitAny(tasks, Timeout.Infinite, cancellationToken);

    public static int WaitAny(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        AskOrder();
        if (LogicalThread.Current is { } thread
            && !Blocking.OnTask(thread, WhenAny(tasks), Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken))
        {
            return -1;
        }

        return Task.WaitAny(tasks, millisecondsTimeout, cancellationToken);
    }

    public static int WaitAny(params Task[] tasks) => WaitAny(tasks, Timeout.InfiniteTimeSpan);

    public static int WaitAny(Task[] tasks, int millisecondsTimeout) => WaitAny(tasks, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static int WaitAny(Task[] tasks, TimeSpan timeout)
    {
        AskOrder();
        if (LogicalThread.Current is { } thread && !Blocking.OnTask(thread, WhenAny(tasks), timeout))
        {
            return -1;
        }

        return Task.WaitAny(tasks, timeout);
    }

    public static Task WaitAsync(Task task, TimeSpan timeout) => TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Provider), task);

    public static Task WaitAsync(Task task, CancellationToken cancellationToken) => TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(cancellationToken), task);

    public static Task WaitAsync(Task task, TimeSpan timeout, CancellationToken cancellationToken) =>
        TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Provider, cancellationToken), task);

    public static Task WaitAsync(Task task, TimeSpan timeout, TimeProvider timeProvider) =>
        TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Controlled(timeProvider)), task);

    public static Task WaitAsync(Task task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        TaskCombinationShims.After(PoolTasks.Told(task).WaitAsync(timeout, TimeShims.Controlled(timeProvider), cancellationToken), task);

    public static bool get_IsCompleted(Task task)
    {
        Look(task);
        return task.IsCompleted;
    }

    public static bool get_IsCompletedSuccessfully(Task task)
    {
        Look(task);
        return task.IsCompletedSuccessfully;
    }

    public static bool get_IsFaulted(Task task)
    {
        Look(task);
        return task.IsFaulted;
    }

    public static bool get_IsCanceled(Task task)
    {
        Look(task);
        return task.IsCanceled;
    }

    public static AggregateException? get_Exception(Task task)
    {
        Look(task);
        return task.Exception;
    }

    public static TaskStatus get_Status(Task task)
    {
        Look(task);
        return task.Status;
    }

    internal static void Block(Task task)
    {
        if (LogicalThread.Current is { } thread)
        {
            Blocking.OnTask(thread, task, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A question that another thread can change the answer to.</summary>
    internal static void Look(object? subject)
    {
        if (LogicalThread.Current is { } thread)
        {
            AskOrder();
            thread.Execution.Point(thread, thread.Site);
            thread.Execution.Races?.SawCompletion(thread, subject);
        }
    }

    /// <summary>The thread is about to complete a task, or itself: a point, where the program asks whether such are complete.</summary>
    internal static void End()
    {
        if (LogicalThread.Current is { } thread && thread.Execution.IsPromoted(SiteTable.TaskOrder))
        {
            thread.Execution.Point(thread, 0);
        }
    }

    private static Action Ending(Action action) => action is null ? null! : () =>
    {
        action();
        End();
    };

    private static Func<TResult> Ending<TResult>(Func<TResult> function) => function is null ? null! : () =>
    {
        var result = function();
        End();
        return result;
    };

    /// <summary>The program can tell which of several tasks is complete: from now on the order in which they end is a choice.</summary>
    internal static void AskOrder() => LogicalThread.Current?.Execution.Promote(SiteTable.TaskOrder);
}
