namespace Sentinel.Scheduling;

/// <summary>The asynchronous waiters of one semaphore.</summary>
internal sealed class SemaphoreQueue(SemaphoreSlim semaphore)
{
    private readonly LinkedList<TaskCompletionSource<bool>> _waiters = [];

    public Task<bool> Add(TimeProvider time, TimeSpan timeout, CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = _waiters.AddLast(waiter);
        var timer = timeout == Timeout.InfiniteTimeSpan ? null : time.CreateTimer(_ => Leave(node, w => w.TrySetResult(false)), null, timeout, Timeout.InfiniteTimeSpan);
        var registration = cancellation.Register(() => Leave(node, w => w.TrySetCanceled(cancellation)));
        if (timer is not null || cancellation.CanBeCanceled)
        {
            _ = waiter.Task.ContinueWith(
                _ =>
                {
                    timer?.Dispose();
                    registration.Dispose();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Current);
        }

        return waiter.Task;
    }

    /// <summary>Hands what has been released to those who wait, oldest first.</summary>
    public void Serve()
    {
        while (_waiters.First is { } first && semaphore.CurrentCount > 0)
        {
            semaphore.Wait(0, CancellationToken.None);
            _waiters.RemoveFirst();
            Hooks.Completing(first.Value.Task);
            first.Value.TrySetResult(true);
        }
    }

    private void Leave(LinkedListNode<TaskCompletionSource<bool>> node, Action<TaskCompletionSource<bool>> complete)
    {
        if (node.List is not null)
        {
            _waiters.Remove(node);
            Hooks.Completing(node.Value.Task);
            complete(node.Value);
        }
    }
}
