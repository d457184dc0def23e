namespace Sentinel.Scheduling;

internal sealed partial class Execution
{
    private long EarliestDeadline()
    {
        var earliest = World.NextTimer;
        foreach (var thread in _live)
        {
            // A wait that can go on by itself needs no time to pass.
            if (thread.Deadline > World.Ticks && thread.Waiting?.CanProceed(thread) == false)
            {
                earliest = Math.Min(earliest, thread.Deadline);
            }
        }

        return earliest;
    }

    /// <summary>Nobody can run: moves the virtual clock to the next deadline or timer.</summary>
    /// <returns>False where there is none.</returns>
    private bool AdvanceClock()
    {
        var next = EarliestDeadline();
        if (next == long.MaxValue)
        {
            return false;
        }

        World.AdvanceTo(next);
        return true;
    }
}
