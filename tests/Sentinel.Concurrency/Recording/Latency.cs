namespace Sentinel.Concurrency.Recording;

/// <summary>What the stores' latency seam is set to, where threads alone would rarely meet inside a window.</summary>
internal static class Latency
{
    /// <summary>Gives way to everything else that waits to run, as the wait for a remote store would.</summary>
    /// <remarks>Task.Yield comes back on the same thread before anything else of that thread, so two steps would often run in one go.</remarks>
    public static async ValueTask Yield(CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.SetResult(), turn, preferLocal: false);
        await turn.Task;
    }
}
