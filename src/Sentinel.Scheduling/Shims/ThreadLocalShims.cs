using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Thread locals: a worker carries many logical threads, so each starts with none of the values of the last.</summary>
/// <remarks>Where <see cref="ThreadLocal{T}.Values"/> shows them all, a thread's first value and each that it sets are shared state.</remarks>
[Shim(typeof(ThreadLocal<>))]
internal static class ThreadLocalShims
{
    public static T get_Value<T>(ThreadLocal<T> local)
    {
        if (LogicalThread.Current is { } thread && !StateOf(thread, local).Owners.Contains(thread))
        {
            // The factory is the program's own and may hold points; whoever asks again in the middle of it is the same thread.
            var value = Inner<T>.Factory(local) is { } factory ? factory() : default!;
            set_Value(local, value);
        }

        return local.Value!;
    }

    public static void set_Value<T>(ThreadLocal<T> local, T value)
    {
        if (LogicalThread.Current is { } thread)
        {
            var (state, tracks) = (StateOf(thread, local), Inner<T>.Tracks(local));
            if (tracks)
            {
                ManualResetEventSlimShims.Signal(local);
            }

            if (state.Owners.Add(thread) && tracks && state.Owners.Any(owner => owner != thread && owner.Worker == thread.Worker))
            {
                // The value of a thread that has ended stays among the values.
                state.Left.Add(local.Value!);
            }
        }

        local.Value = value;
    }

    public static bool get_IsValueCreated<T>(ThreadLocal<T> local) =>
        LogicalThread.Current is { } thread ? StateOf(thread, local).Owners.Contains(thread) : local.IsValueCreated;

    public static IList<T> get_Values<T>(ThreadLocal<T> local)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return local.Values;
        }

        ManualResetEventSlimShims.Signal(local);
        return [.. local.Values, .. StateOf(thread, local).Left];
    }

    private static State<T> StateOf<T>(LogicalThread thread, ThreadLocal<T> local) => thread.Execution.Models.Get(local, static _ => new State<T>());

    private sealed class State<T>
    {
        /// <summary>Threads of this run that have a value, or had one.</summary>
        public HashSet<LogicalThread> Owners { get; } = [];

        /// <summary>Values of ended threads whose workers hold a later one.</summary>
        public List<T> Left { get; } = [];
    }

    private static class Inner<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_valueFactory")]
        public static extern ref Func<T>? Factory(ThreadLocal<T> local);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_trackAllValues")]
        public static extern ref bool Tracks(ThreadLocal<T> local);
    }
}
