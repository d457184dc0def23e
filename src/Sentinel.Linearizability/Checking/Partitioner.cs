using System.Runtime.InteropServices;
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
        var all = new int[history.Count];
        var keyOf = new int[history.Count];
        var count = 0;
        var keys = model.NumberKeys();
        List<int> sizes = [];
        var isKeyed = true;
        for (var index = 0; index < history.Count; index++)
        {
            budget.Work();
            ref readonly var operation = ref history[index];
            if (!Constrains(operation, model))
            {
                continue;
            }

            // One operation without a key ties all others together.
            var key = isKeyed ? keys.NumberOf(operation.Input) : -1;
            isKeyed = key >= 0;
            if (isKeyed)
            {
                if (key == sizes.Count)
                {
                    sizes.Add(0);
                }

                CollectionsMarshal.AsSpan(sizes)[key]++;
                keyOf[count] = key;
            }

            all[count++] = index;
        }

        if (!isKeyed || count == 0)
        {
            return [new(null, all[..count])];
        }

        return [.. ByKey(all.AsSpan(0, count), keyOf, sizes).Select(indices => new Partition(model.PartitionKey(history[indices[0]].Input), indices))];
    }

    private static IEnumerable<int[]> ByKey(ReadOnlySpan<int> all, ReadOnlySpan<int> keyOf, List<int> sizes)
    {
        // What was met first breaks ties, so that equal histories have equal partitions.
        var order = new long[sizes.Count];
        var members = new int[sizes.Count][];
        for (var key = 0; key < members.Length; key++)
        {
            order[key] = ((long)sizes[key] << 32) | (uint)key;
            members[key] = new int[sizes[key]];
            sizes[key] = 0;
        }

        for (var i = 0; i < all.Length; i++)
        {
            members[keyOf[i]][sizes[keyOf[i]]++] = all[i];
        }

        Array.Sort(order);
        return order.Select(place => members[(int)place]);
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
