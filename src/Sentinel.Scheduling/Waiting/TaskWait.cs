namespace Sentinel.Scheduling;

/// <summary>Waits until a task is complete. Completion is for good, so going on needs no choice.</summary>
internal sealed class TaskWait(Task task, string what) : Waitable
{
    public override bool Monotonic => true;

    public override bool External => true;

    public override bool CanProceed(LogicalThread thread) => task.IsCompleted;

    public override string Describe() => what;
}
