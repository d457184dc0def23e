using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>Thread locals: a worker carries many logical threads, so each starts with none of the values of the last.</summary>
[Shim(typeof(ThreadLocal<>))]
internal static class ThreadLocalShims
{
    public static T get_Value<T>(ThreadLocal<T> local)
    {
        if (LogicalThread.Current is { } thread && !Touched(thread, local).Contains(thread))
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
            Touched(thread, local).Add(thread);
        }

        local.Value = value;
    }

    public static bool get_IsValueCreated<T>(ThreadLocal<T> local) =>
        LogicalThread.Current is { } thread ? Touched(thread, local).Contains(thread) : local.IsValueCreated;

    private static HashSet<LogicalThread> Touched(LogicalThread thread, object local) =>
        thread.Execution.Models.Get(local, static _ => new HashSet<LogicalThread>());

    private static class Inner<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_valueFactory")]
        public static extern ref Func<T>? Factory(ThreadLocal<T> local);
    }
}
