namespace Sentinel.Scheduling;

/// <summary>The virtual clock in the shape that .NET code takes time in.</summary>
/// <remarks>A static may keep that of an earlier run: what is asked of it is the time of the run that asks.</remarks>
internal sealed class ControlledTimeProvider(World world) : TimeProvider
{
    private World World => World.Of(LogicalThread.Current) ?? world;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        Read();
        return World.Now;
    }

    public override long GetTimestamp()
    {
        Read();
        return World.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var creator = LogicalThread.Current;
        var timer = new VirtualTimer(World, callback, state, creator?.Execution.Races?.Snapshot(creator), creator?.Step);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Read()
    {
        if (LogicalThread.Current is { } thread)
        {
            World.NoteRead(thread);
        }
    }
}
