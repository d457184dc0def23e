namespace Sentinel.Scheduling;

internal sealed partial class Execution
{
    // Where timers are choices, this thread stands for them: choosing it moves the clock to the next one.
    private LogicalThread? _timers;

    public void OfferTimers()
    {
        if (Settings.TimersAsChoices && _timers is null && !_aborting)
        {
            _timers = SpawnDetached(
                () =>
                {
                    while (true)
                    {
                        Pause(LogicalThread.Current!, 0, NeverWait.Instance, World.NextTimer);
                    }
                },
                null);
        }
    }

    private long EarliestDeadline()
    {
        // Timers come and go while the thread that stands for them sleeps.
        _timers?.Deadline = World.NextTimer;
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
