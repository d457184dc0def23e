namespace Sentinel.Testing;

/// <summary>What a worker thread does for a run.</summary>
internal interface IStressRun
{
    /// <summary>Does the work of one process, from the barrier to its last response. Does not throw.</summary>
    void RunProcess(int process);
}
