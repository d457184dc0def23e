using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>A near-linear decision for one data type, for the histories that meet its precondition.</summary>
internal interface IMonitor<TInput, TOutput>
{
    /// <summary>The name in the statistics.</summary>
    string Name { get; }

    /// <summary>Decides the operations with these indices, given in the order of invocations, or says that they are not its business.</summary>
    /// <param name="history">The whole history.</param>
    /// <param name="indices">The operations to decide.</param>
    /// <param name="budget">Its <see cref="Budget.Work"/> is called once in every turn of a loop that grows with the history.</param>
    /// <exception cref="LimitReachedException">A limit was reached first.</exception>
    MonitorResult Decide(History<TInput, TOutput> history, ReadOnlySpan<int> indices, Budget budget);
}
