namespace Sentinel.Scheduling;

/// <summary>Runs each queued task as a logical thread of one run.</summary>
/// <remarks>Every logical thread is such a task, so <see cref="TaskScheduler.Current"/> is this scheduler in all controlled
/// code and <c>Task.Factory.StartNew</c> and <c>ContinueWith</c> need no rewriting. A static may keep the scheduler of an earlier run, or a
/// factory over it: what is queued there belongs to the run whose thread queues it.</remarks>
internal sealed class ControlledTaskScheduler(Execution execution) : TaskScheduler
{
    public void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => (LogicalThread.Current?.Execution ?? execution).Enqueue(task, this);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && LogicalThread.Current is { } thread && RunInline(thread, task);

    private bool RunInline(LogicalThread thread, Task task)
    {
        if (thread.Execution.Races is not { } races)
        {
            return TryExecuteTask(task);
        }

        races.RunsInline(thread, task);
        var ran = TryExecuteTask(task);
        races.RanInline(thread, task);
        return ran;
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
