using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <content>Asynchronous methods: where they stop, go on and complete, and what is registered to follow a task.</content>
internal static partial class Hooks
{
    /// <summary>An asynchronous method is about to complete whose task is not known.</summary>
    public static void Completes()
    {
        TaskShims.End();
        Completing();
    }

    /// <summary>Something is about to complete that has no task which could be named.</summary>
    public static void Completing()
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.CompletesInline = true;
            thread.Execution.Races?.Completing(thread);
        }
    }

    public static void CompletesTask(ref AsyncTaskMethodBuilder builder)
    {
        if (LogicalThread.Current is not null)
        {
            TaskShims.End();
            Completing(builder.Task);
        }
    }

    public static void CompletesOf<T>(ref AsyncTaskMethodBuilder<T> builder)
    {
        if (LogicalThread.Current is not null)
        {
            TaskShims.End();
            Completing(builder.Task);
        }
    }

    public static void CompletesValue(ref AsyncValueTaskMethodBuilder builder)
    {
        if (LogicalThread.Current is not null)
        {
            TaskShims.End();
            Completing(builder.Task.AsTask());
        }
    }

    public static void CompletesValueOf<T>(ref AsyncValueTaskMethodBuilder<T> builder)
    {
        if (LogicalThread.Current is not null)
        {
            TaskShims.End();
            Completing(builder.Task.AsTask());
        }
    }

    /// <summary>A scheduler as an argument: the default one may come out of a static that was filled before the run.</summary>
    public static TaskScheduler? Scheduler(TaskScheduler? scheduler) =>
        ReferenceEquals(scheduler, TaskScheduler.Default) ? TaskSchedulerShims.get_Default() : scheduler;

    /// <summary>An asynchronous method is about to stop at an await.</summary>
    /// <param name="site">Where a wait that leaves control stands in the source.</param>
    public static void Suspending(int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Site = site;
            thread.Execution.Races?.Suspends(thread);
        }
    }

    /// <summary>An asynchronous method begins, or goes on.</summary>
    public static void Resuming()
    {
        if (LogicalThread.Current is { Execution.Races: { } races } thread)
        {
            races.Resumes(thread);
        }
    }

    /// <summary>A continuation is about to be registered: one of a task that is complete may run before the call returns.</summary>
    public static void Continuing(Task antecedent)
    {
        if (LogicalThread.Current is { Execution.Races: { } races } thread && antecedent.IsCompleted)
        {
            races.SawCompletion(thread, antecedent);
        }
    }

    /// <summary>A continuation was registered.</summary>
    public static void Continues(Task continuation, Task? antecedent)
    {
        if (LogicalThread.Current is { } thread)
        {
            // Whoever completes the antecedent starts it, on this step's behalf.
            thread.Execution.StampInvocation(thread);
            thread.Execution.Races?.Continues(thread, continuation, antecedent);
        }
    }

    /// <summary>A registration with a token is about to be taken back, and its callback waited for.</summary>
    public static void Unregistering(ref CancellationTokenRegistration registration, int site)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Site = site;
            Registration.TakeBack(thread, registration);
        }
    }

    internal static void Completing(Task task)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.CompletesInline = true;
            thread.Execution.Races?.Completing(thread, task);
        }
    }
}
