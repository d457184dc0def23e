using System.Runtime.InteropServices;
using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>What the monitors of queues, stacks and priority queues share: values that go in once and come out once.</summary>
/// <param name="view">What an operation is to the collection, and the value that it puts in or takes.</param>
/// <remarks>
/// <para>For all of these types, leaving out a value, with what put it in and what took it, or a find-empty, keeps a linearization legal. So a few values that have no
/// order are a violation because of which the whole history is one.</para>
/// <para>An Unknown put whose value nobody took is left out, for the same reason; one whose value was taken has no response of its own. An Unknown take may be
/// left out: if there is a linearization without them, there is one; if not, they may be needed, and the search decides.</para>
/// </remarks>
internal abstract class CollectionMonitor<TInput, TOutput, T>(Func<TInput, Outcome<TOutput>, (QueueAction Action, T? Value)> view) : IMonitor<TInput, TOutput>
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public MonitorResult Decide(History<TInput, TOutput> history, ReadOnlySpan<int> indices, Budget budget)
    {
        Dictionary<Key, int> valueOf = new(indices.Length / 2);
        List<QueueValue> values = [];
        List<T?> elements = [];
        List<int> empties = [];
        var isSure = true;
        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            var (action, element) = view(operation.Input, operation.Outcome);
            if (action == QueueAction.FindEmpty)
            {
                empties.Add(i);
            }
            else if (action == QueueAction.TakeSomething)
            {
                isSure = false;
            }
            else
            {
                ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(valueOf, new(element), out var known);
                if (!known)
                {
                    id = values.Count;
                    values.Add(QueueValue.Empty);
                    elements.Add(element);
                }

                ref var value = ref CollectionsMarshal.AsSpan(values)[id];
                ref var place = ref action == QueueAction.Put ? ref value.Put : ref value.Take;
                if (place != QueueValue.None)
                {
                    // Put in twice, or taken twice, which is right if it is put in again later.
                    return MonitorResult.NotMine;
                }

                place = i;
            }
        }

        var ranks = EventRanks.Of(history, indices);
        var result = FindBadTake(values, elements, ranks, indices) ?? Decide(values, elements, empties, ranks, indices, budget);
        return isSure || result.IsLinearizable == true ? result : MonitorResult.NotMine;
    }

    /// <summary>Decides values each of which was put in, and taken, if at all, no earlier than that; tightened.</summary>
    /// <exception cref="LimitReachedException">A limit was reached first.</exception>
    protected abstract MonitorResult Decide(
        List<QueueValue> values, List<T?> elements, List<int> empties, EventRanks ranks, ReadOnlySpan<int> indices, Budget budget);

    /// <summary>The operations of values, and others, as a bad pattern.</summary>
    protected static MonitorResult Pattern(IEnumerable<QueueValue> values, ReadOnlySpan<int> indices, params ReadOnlySpan<int> others)
    {
        List<int> operations = [];
        foreach (var other in others)
        {
            operations.Add(indices[other]);
        }

        foreach (var value in values)
        {
            operations.Add(indices[value.Put]);
            if (value.Take != QueueValue.None)
            {
                operations.Add(indices[value.Take]);
            }
        }

        return MonitorResult.Violation(CollectionsMarshal.AsSpan(operations));
    }

    // Also leaves only the values that were inside for sure at some time, or were taken.
    private static MonitorResult? FindBadTake(List<QueueValue> values, List<T?> elements, EventRanks ranks, ReadOnlySpan<int> indices)
    {
        var kept = 0;
        var all = CollectionsMarshal.AsSpan(values);
        for (var i = 0; i < all.Length; i++)
        {
            ref var value = ref all[i];
            if (value.Put == QueueValue.None)
            {
                return MonitorResult.Violation(indices[value.Take]);
            }

            if (value.Take != QueueValue.None && ranks.Response[value.Take] < ranks.Invocation[value.Put])
            {
                return MonitorResult.Violation(indices[value.Put], indices[value.Take]);
            }

            if (value.Take != QueueValue.None || ranks.Response[value.Put] != EventRanks.Never)
            {
                value.Tighten(ranks);
                elements[kept] = elements[i];
                all[kept++] = value;
            }
        }

        values.RemoveRange(kept, values.Count - kept);
        elements.RemoveRange(kept, elements.Count - kept);
        return null;
    }

    // The value may be null.
    private readonly record struct Key(T? Value);
}
