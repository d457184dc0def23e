using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>What the awaiters share: blocking on one that is not complete, and the order that completion makes.</summary>
internal static class AwaiterWait
{
    /// <param name="awaiter">Copied where it is waited for.</param>
    /// <param name="isCompleted">Asks it.</param>
    /// <param name="subject">The task or source behind it; null for a value that is there already.</param>
    public static void For<TAwaiter>(in TAwaiter awaiter, Func<TAwaiter, bool> isCompleted, object? subject)
        where TAwaiter : struct
    {
        if (LogicalThread.Current is not { } thread)
        {
            return;
        }

        if (!isCompleted(awaiter))
        {
            var copy = awaiter;
            thread.Execution.Pause(thread, thread.Site, new ConditionWait("a task", () => isCompleted(copy), monotonic: true));
        }

        thread.Execution.Races?.SawCompletion(thread, subject);
    }
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(TaskAwaiter))]
internal static class TaskAwaiterShims
{
    public static void GetResult(ref TaskAwaiter awaiter)
    {
        AwaiterWait.For(awaiter, static a => a.IsCompleted, Awaited.Of(ref awaiter));
        awaiter.GetResult();
    }
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(TaskAwaiter<>))]
internal static class TaskAwaiterOfShims
{
    public static TResult GetResult<TResult>(ref TaskAwaiter<TResult> awaiter)
    {
        AwaiterWait.For(awaiter, static a => a.IsCompleted, Awaited.Of(ref awaiter));
        return awaiter.GetResult();
    }
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter))]
internal static class ConfiguredTaskAwaiterShims
{
    public static void GetResult(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter)
    {
        AwaiterWait.For(awaiter, static a => TaskOf(ref a).IsCompleted, Awaited.Of(ref awaiter));
        awaiter.GetResult();
    }

    /// <remarks>The awaiter itself says that it is not complete, for ever, where it was made with ForceYielding.</remarks>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    private static extern ref Task TaskOf(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter);
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter))]
internal static class ConfiguredTaskAwaiterOfShims
{
    public static TResult GetResult<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter)
    {
        AwaiterWait.For(awaiter, static a => Inner<TResult>.TaskOf(ref a).IsCompleted, Awaited.Of(ref awaiter));
        return awaiter.GetResult();
    }

    private static class Inner<TResult>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
        public static extern ref Task<TResult> TaskOf(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter);
    }
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(ValueTaskAwaiter))]
internal static class ValueTaskAwaiterShims
{
    public static void GetResult(ref ValueTaskAwaiter awaiter)
    {
        AwaiterWait.For(awaiter, static a => a.IsCompleted, Awaited.Of(ref awaiter));
        awaiter.GetResult();
    }
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(ValueTaskAwaiter<>))]
internal static class ValueTaskAwaiterOfShims
{
    public static TResult GetResult<TResult>(ref ValueTaskAwaiter<TResult> awaiter)
    {
        AwaiterWait.For(awaiter, static a => a.IsCompleted, Awaited.Of(ref awaiter));
        return awaiter.GetResult();
    }
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter))]
internal static class ConfiguredValueTaskAwaiterShims
{
    public static void GetResult(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter)
    {
        AwaiterWait.For(awaiter, static a => a.IsCompleted, Awaited.Of(ref awaiter));
        awaiter.GetResult();
    }
}

/// <summary>The end of an await on this awaiter; or a blocking wait, where code asks for the result too early.</summary>
[Shim(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter))]
internal static class ConfiguredValueTaskAwaiterOfShims
{
    public static TResult GetResult<TResult>(ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter awaiter)
    {
        AwaiterWait.For(awaiter, static a => a.IsCompleted, Awaited.Of(ref awaiter));
        return awaiter.GetResult();
    }
}
