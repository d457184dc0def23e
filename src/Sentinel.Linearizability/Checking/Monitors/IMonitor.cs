using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>A near-linear decision for one data type, for the histories that meet its precondition.</summary>
internal interface IMonitor<TInput, TOutput>
{
    /// <summary>The name in the statistics.</summary>
    string Name { get; }

    /// <summary>Decides the operations with these indices, given in the order of invocations, or says that they are not its business.</summary>
    MonitorResult Decide(History<TInput, TOutput> history, ReadOnlySpan<int> indices);
}
