namespace Sentinel.Concurrency.Recording;

/// <summary>What the stores' latency seam is set to, where threads alone would rarely meet inside a window.</summary>
internal static class Latency
{
    /// <summary>Gives way to whatever else wants to run, as the wait for a remote store would.</summary>
    public static async ValueTask Yield(CancellationToken cancellationToken) => await Task.Yield();
}
