using System.Diagnostics;

namespace Sentinel.Scheduling;

/// <summary>Time from the virtual clock; the real one where nothing is controlled.</summary>
[Shim(typeof(TimeProvider))]
internal static class TimeShims
{
    internal static TimeProvider Provider => LogicalThread.Current?.Execution.World.Time ?? TimeProvider.System;

    public static TimeProvider get_System() => Provider;

    public static DateTimeOffset GetUtcNow(TimeProvider provider)
    {
        NoteRead(provider);
        return provider is not ControlledTimeProvider && IsSystems(provider.GetUtcNow) ? Provider.GetUtcNow() : provider.GetUtcNow();
    }

    public static DateTimeOffset GetLocalNow(TimeProvider provider) => TimeZoneInfo.ConvertTime(GetUtcNow(provider), provider.LocalTimeZone);

    /// <remarks>In the unit that the provider names, as whoever reads it goes by that.</remarks>
    public static long GetTimestamp(TimeProvider provider)
    {
        NoteRead(provider);
        return IsSystems(provider.GetTimestamp) ? StopwatchShims.GetTimestamp() : provider.GetTimestamp();
    }

    public static TimeSpan GetElapsedTime(TimeProvider provider, long startingTimestamp) =>
        provider.GetElapsedTime(startingTimestamp, GetTimestamp(provider));

    public static ITimer CreateTimer(TimeProvider provider, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Controlled(provider).CreateTimer(callback, state, dueTime, period);

    /// <summary>What makes the timers: a provider of the program's own, where it has its own way; ours in place of the system's.</summary>
    internal static TimeProvider Controlled(TimeProvider provider) => provider is null || !IsSystems(provider.CreateTimer) ? provider! : Provider;

    /// <summary>A provider of the program's own may override one member and leave the others to the system.</summary>
    private static bool IsSystems(Delegate member) => member.Method.DeclaringType == typeof(TimeProvider);

    /// <summary>A provider of the program's own is a clock too, and an operation may move it.</summary>
    private static void NoteRead(TimeProvider provider)
    {
        if (provider is not ControlledTimeProvider && LogicalThread.Current is { } thread)
        {
            thread.Execution.World.NoteRead(thread);
        }
    }
}

/// <summary>What a provider of the program's own asks of its base is the system's time.</summary>
[Shim(typeof(TimeProvider), OfBase = true)]
internal static class TimeBaseShims
{
    public static DateTimeOffset GetUtcNow(TimeProvider provider) => TimeShims.Provider.GetUtcNow();

    public static long GetTimestamp(TimeProvider provider) => StopwatchShims.GetTimestamp();

    public static ITimer CreateTimer(TimeProvider provider, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        TimeShims.Provider.CreateTimer(callback, state, dueTime, period);
}

/// <summary>The wall clock.</summary>
[Shim(typeof(DateTime))]
internal static class DateTimeShims
{
    public static DateTime get_UtcNow() => TimeShims.Provider.GetUtcNow().UtcDateTime;

    public static DateTime get_Now() => TimeShims.Provider.GetLocalNow().DateTime;

    public static DateTime get_Today() => get_Now().Date;
}

/// <summary>The wall clock with an offset.</summary>
[Shim(typeof(DateTimeOffset))]
internal static class DateTimeOffsetShims
{
    public static DateTimeOffset get_UtcNow() => TimeShims.Provider.GetUtcNow();

    public static DateTimeOffset get_Now() => TimeShims.Provider.GetLocalNow();
}

/// <summary>Ticks and the thread's number.</summary>
[Shim(typeof(Environment))]
internal static class EnvironmentShims
{
    public static int get_TickCount() => unchecked((int)get_TickCount64());

    public static long get_TickCount64() => LogicalThread.Current is { Execution.World: var world }
        ? world.Time.GetTimestamp() / TimeSpan.TicksPerMillisecond
        : Environment.TickCount64;

    public static int get_CurrentManagedThreadId() => LogicalThread.Current is { } thread ? thread.Id + 1 : Environment.CurrentManagedThreadId;
}

/// <summary>Stopwatches count virtual time; their state is kept beside them.</summary>
[Shim(typeof(Stopwatch))]
internal static class StopwatchShims
{
    public static long GetTimestamp() => LogicalThread.Current is { Execution.World: var world }
        ? world.Time.GetTimestamp() * (Stopwatch.Frequency / TimeSpan.TicksPerSecond)
        : Stopwatch.GetTimestamp();

    public static TimeSpan GetElapsedTime(long startingTimestamp) => Stopwatch.GetElapsedTime(startingTimestamp, GetTimestamp());

    public static Stopwatch StartNew()
    {
        var watch = new Stopwatch();
        Start(watch);
        return watch;
    }

    public static void Start(Stopwatch watch)
    {
        if (Of(watch) is { } model)
        {
            model.Started ??= Now();
        }
        else
        {
            watch.Start();
        }
    }

    public static void Stop(Stopwatch watch)
    {
        if (Of(watch) is { } model)
        {
            model.Sum += model.Started is { } started ? Now() - started : 0;
            model.Started = null;
        }
        else
        {
            watch.Stop();
        }
    }

    public static void Reset(Stopwatch watch)
    {
        if (Of(watch) is { } model)
        {
            (model.Sum, model.Started) = (0, null);
        }
        else
        {
            watch.Reset();
        }
    }

    public static void Restart(Stopwatch watch)
    {
        Reset(watch);
        Start(watch);
    }

    public static TimeSpan get_Elapsed(Stopwatch watch) => Of(watch) is { } model
        ? TimeSpan.FromTicks(model.Sum + (model.Started is { } started ? Now() - started : 0))
        : watch.Elapsed;

    public static long get_ElapsedMilliseconds(Stopwatch watch) => (long)get_Elapsed(watch).TotalMilliseconds;

    public static long get_ElapsedTicks(Stopwatch watch) => get_Elapsed(watch).Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond);

    private static long Now() => LogicalThread.Current!.Execution.World.Time.GetTimestamp();

    private static StopwatchModel? Of(Stopwatch watch) =>
        LogicalThread.Current?.Execution.Models.Get(watch, static _ => new StopwatchModel());

    private sealed class StopwatchModel
    {
        public long Sum { get; set; }

        public long? Started { get; set; }
    }
}
