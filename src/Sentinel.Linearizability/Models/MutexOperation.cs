namespace Sentinel.Models;

/// <summary>The operations of a mutex.</summary>
public enum MutexOperation
{
    /// <summary>Takes the mutex; returns when it has it.</summary>
    Acquire,

    /// <summary>Takes the mutex if it is free, and says whether it was.</summary>
    TryAcquire,

    /// <summary>Gives the mutex back.</summary>
    Release,
}
