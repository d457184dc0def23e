using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Monitors;

/// <summary>The monitor of one object, for histories of several: a partition is of one object, and without its key it is a history of that.</summary>
internal sealed class KeyedMonitor<TKey, TInput, TOutput>(IMonitor<TInput, TOutput> inner) : IMonitor<KeyedInput<TKey, TInput>, TOutput>
{
    public string Name => inner.Name;

    public MonitorResult Decide(History<KeyedInput<TKey, TInput>, TOutput> history, ReadOnlySpan<int> indices, Budget budget)
    {
        var operations = new Operation<TInput, TOutput>[indices.Length];
        var places = new int[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            operations[i] = new(operation.Process, operation.Input.Input, operation.Outcome, operation.Interval);
            places[i] = i;
        }

        var result = inner.Decide(new(operations), places, budget);
        for (var i = 0; i < result.Operations.Length; i++)
        {
            result.Operations[i] = indices[result.Operations[i]];
        }

        return result;
    }
}
