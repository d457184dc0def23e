namespace Sentinel.Scheduling;

/// <summary>Waits until the rest of an asynchronous step is over. Where nothing of it was seen by then, when that is remains a choice.</summary>
internal sealed class StepWait(Task task, StepRecord record) : Waitable
{
    public override bool Monotonic => record.Invoked > 0;

    public override bool External => true;

    public override bool CanProceed(LogicalThread thread) => task.IsCompleted;

    public override string Describe() => $"the end of {record.Step.Label}";
}
