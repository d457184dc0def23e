namespace Sentinel.Scheduling;

/// <summary>Turns every continuation that is posted to it into a logical thread of the run.</summary>
/// <remarks>One instance a logical thread: the runtime runs a continuation inline only where the current context is the
/// captured one, so a context of its own makes each continuation separately schedulable.</remarks>
internal sealed class ControlledContext(Execution execution, LogicalThread owner) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (LogicalThread.Current?.Execution != execution)
        {
            execution.Escape(owner);
        }

        if (!execution.RunsInline(d))
        {
            if (execution.Spawn(() => d(state)) is { } rest)
            {
                // It goes on with what the owner began, whoever completed what it waited for.
                rest.Resumed = true;
                rest.Branch = owner.Branch;
                rest.Step = owner.Step;
            }

            return;
        }

        var thread = LogicalThread.Current!;
        execution.StampInvocation(owner);
        thread.InlineDepth++;
        try
        {
            d(state);
        }
        catch (ScheduleAbortedException)
        {
            // The runtime would throw it again on a thread of the pool, which ends the process. The completer meets it at its next point.
        }
        finally
        {
            thread.InlineDepth--;
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;
}
