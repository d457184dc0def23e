namespace Sentinel.Scheduling;

/// <summary>The virtual clock in the shape that .NET code takes time in.</summary>
internal sealed class ControlledTimeProvider(World world) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        Read();
        return world.Now;
    }

    public override long GetTimestamp()
    {
        Read();
        return world.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var creator = LogicalThread.Current;
        var timer = new VirtualTimer(world, callback, state, creator?.Execution.Races?.Snapshot(creator));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Read()
    {
        if (LogicalThread.Current is { } thread)
        {
            world.NoteRead(thread);
        }
    }
}
