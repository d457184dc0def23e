namespace Sentinel.Scheduling;

/// <summary>Unwinds a logical thread whose run is over; thrown by the next point or wait it reaches.</summary>
/// <remarks>Internal on purpose: no handler of the code under test may name it. Rewritten catch-all handlers
/// rethrow it at once (<see cref="Hooks.Caught"/>), so a retry loop cannot swallow it.</remarks>
internal sealed class ScheduleAbortedException : Exception
{
    public ScheduleAbortedException()
        : base("The controlled run is over; this thread is being unwound.")
    {
    }
}
