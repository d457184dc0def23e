using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Sentinel.Scheduling;

/// <summary>The task, or the source, behind an awaiter or a value task: private to the framework.</summary>
internal static class Awaited
{
    public static object? Of(ref TaskAwaiter awaiter) => TaskOf(ref awaiter);

    public static object? Of<T>(ref TaskAwaiter<T> awaiter) => Fields<T>.TaskOf(ref awaiter);

    public static object? Of(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter) => TaskOf(ref awaiter);

    public static object? Of<T>(ref ConfiguredTaskAwaitable<T>.ConfiguredTaskAwaiter awaiter) => Fields<T>.TaskOf(ref awaiter);

    public static object? Of(ref ValueTaskAwaiter awaiter) => SourceOf(ref ValueOf(ref awaiter));

    public static object? Of<T>(ref ValueTaskAwaiter<T> awaiter) => Fields<T>.SourceOf(ref Fields<T>.ValueOf(ref awaiter));

    public static object? Of(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter) => SourceOf(ref ValueOf(ref awaiter));

    public static object? Of<T>(ref ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter awaiter) =>
        Fields<T>.SourceOf(ref Fields<T>.ValueOf(ref awaiter));

    public static object? Of(ref ValueTask task) => SourceOf(ref task);

    public static object? Of<T>(ref ValueTask<T> task) => Fields<T>.SourceOf(ref task);

    /// <summary>Whether the object is a completion source, and its task.</summary>
    public static bool IsSource(object? source, [NotNullWhen(true)] out Task? task)
    {
        task = source switch
        {
            TaskCompletionSource plain => plain.Task,
            _ when source?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(TaskCompletionSource<>) =>
                (Task)type.GetProperty(nameof(TaskCompletionSource.Task))!.GetValue(source)!,
            _ => null,
        };
        return task is not null;
    }

    /// <summary>A source that posts the continuation from the thread that signals it, whose knowledge the continuation begins with.</summary>
    /// <remarks>Not one that the program wrote: it may be signalled between its answer that it is not complete and the registration, and
    /// then the waiting thread posts the continuation itself.</remarks>
    public static bool IsSignalledDirectly(object source) =>
        source is IAsyncStateMachine || source.GetType().Assembly == typeof(Channel).Assembly || source.GetType().DeclaringType == typeof(PeriodicTimer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    private static extern ref Task TaskOf(ref TaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    private static extern ref Task TaskOf(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref ValueTask ValueOf(ref ValueTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref ValueTask ValueOf(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
    private static extern ref object? SourceOf(ref ValueTask task);

    private static class Fields<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
        public static extern ref Task<T> TaskOf(ref TaskAwaiter<T> awaiter);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
        public static extern ref Task<T> TaskOf(ref ConfiguredTaskAwaitable<T>.ConfiguredTaskAwaiter awaiter);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
        public static extern ref ValueTask<T> ValueOf(ref ValueTaskAwaiter<T> awaiter);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
        public static extern ref ValueTask<T> ValueOf(ref ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter awaiter);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
        public static extern ref object? SourceOf(ref ValueTask<T> task);
    }
}
