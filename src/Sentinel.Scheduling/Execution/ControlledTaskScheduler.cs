namespace Sentinel.Scheduling;

/// <summary>Runs each queued task as a logical thread of one run.</summary>
/// <remarks>Every logical thread is such a task, so <see cref="TaskScheduler.Current"/> is this scheduler in all controlled
/// code and <c>Task.Factory.StartNew</c> and <c>ContinueWith</c> need no rewriting.</remarks>
internal sealed class ControlledTaskScheduler(Execution execution) : TaskScheduler
{
    public void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => execution.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && LogicalThread.Current?.Execution == execution && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
