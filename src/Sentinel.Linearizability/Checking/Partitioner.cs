using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>Drops what constrains nothing, and splits the rest by the model's keys.</summary>
/// <remarks>
/// P-compositionality, A. Horn and D. Kroening, <em>Faster linearizability checking via P-compositionality</em>, 2015: where operations with
/// different keys do not influence one another, a history is linearizable exactly if the operations of each key are.
/// </remarks>
internal static class Partitioner
{
    /// <summary>Splits a history into partitions, the smallest first, so that a violation is found early.</summary>
    /// <exception cref="LimitReachedException">A limit was reached first.</exception>
    public static List<Partition> Split<TState, TInput, TOutput>(History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, Budget budget)
        where TState : notnull
    {
        List<int> all = new(history.Count);
        Dictionary<object, List<int>>? byKey = [];
        for (var index = 0; index < history.Count; index++)
        {
            budget.Work();
            ref readonly var operation = ref history[index];
            if (!Constrains(operation, model))
            {
                continue;
            }

            all.Add(index);
            if (byKey is not null && model.PartitionKey(operation.Input) is { } key)
            {
                if (!byKey.TryGetValue(key, out var members))
                {
                    byKey.Add(key, members = []);
                }

                members.Add(index);
            }
            else
            {
                byKey = null; // One operation without a key ties all others together.
            }
        }

        return byKey is null || byKey.Count == 0
            ? [new(null, [.. all])]
            : [.. byKey.Select(entry => new Partition(entry.Key, [.. entry.Value])).OrderBy(partition => partition.Indices.Length)];
    }

    /// <summary>Whether the operation constrains anything. A Failed one did not happen; an Unknown one that changes no state may be left out of every order.</summary>
    public static bool Constrains<TState, TInput, TOutput>(in Operation<TInput, TOutput> operation, Model<TState, TInput, TOutput> model)
        where TState : notnull => operation.Outcome.Kind switch
        {
            OutcomeKind.Returned => true,
            OutcomeKind.Failed => false,
            _ => !model.IsReadOnly(operation.Input, operation.Outcome),
        };
}
