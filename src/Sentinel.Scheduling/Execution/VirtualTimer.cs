namespace Sentinel.Scheduling;

/// <summary>A timer on the virtual clock. Its callback runs as a logical thread when the clock reaches it.</summary>
internal sealed class VirtualTimer(World world, TimerCallback callback, object? state, VectorClock? clock, StepRecord? step) : ITimer
{
    private readonly TimerCallback _callback = Flowing(callback);

    public long Due { get; private set; } = long.MaxValue;

    public long Period { get; private set; } = long.MaxValue;

    /// <summary>What was known to whoever made it, or set it since.</summary>
    public VectorClock? Clock { get; } = clock;

    /// <summary>The step that made it, or set it last: it fires on its behalf.</summary>
    public StepRecord? Step { get; private set; } = step;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (World.Of(LogicalThread.Current) != world)
        {
            return false;
        }

        Step = LogicalThread.Current!.Step;
        if (LogicalThread.Current.Execution.Races is { } races)
        {
            Clock?.Join(races.Snapshot(LogicalThread.Current));
        }

        Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : world.Ticks + Math.Max(0, dueTime.Ticks);
        Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? long.MaxValue : period.Ticks;
        world.Schedule(this);
        return true;
    }

    /// <summary>Takes the timer to its next period and says what to run.</summary>
    public Action Fire()
    {
        Due = Period == long.MaxValue ? long.MaxValue : Due + Period;
        return () => _callback(state);
    }

    public void Dispose() => world.Cancel(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The callback with what flows from whoever makes the timer, async locals for one.</summary>
    private static TimerCallback Flowing(TimerCallback callback) =>
        ExecutionContext.Capture() is { } context ? state => ExecutionContext.Run(context, s => callback(s), state) : callback;
}
