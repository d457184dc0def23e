namespace Sentinel.Scheduling;

/// <summary>Turns the timeouts of the library into moments of the virtual clock.</summary>
internal static class Deadlines
{
    public static long After(Execution execution, TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return long.MaxValue;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        return execution.World.Ticks + timeout.Ticks;
    }

    public static TimeSpan OfMilliseconds(long milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1);
        return milliseconds == -1 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds);
    }
}
