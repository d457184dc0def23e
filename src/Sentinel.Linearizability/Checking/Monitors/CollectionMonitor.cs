using System.Runtime.InteropServices;
using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>What the monitors of queues, stacks and priority queues share: values that go in once and come out once.</summary>
/// <param name="view">What an operation is to the collection, and the value that it puts in or takes.</param>
/// <param name="isLastInFirstOut">Whether the same value twice is taken in the order opposite to that in which it was put in.</param>
/// <remarks>
/// <para>For all of these types, leaving out an element, with all that put it in and took it, or a find-empty, keeps a linearization legal. So a few elements that have no
/// order are a violation because of which the whole history is one.</para>
/// <para>An Unknown put whose value nobody took is left out, for the same reason; one whose value was taken has no response of its own.</para>
/// <para><em>The same element again.</em> The k-th take of it is taken to have got the k-th put, as if they were different values. Nothing is lost by that in a queue or a
/// priority queue if no interval of these puts lies within another, and no interval of these takes: operations that ask and answer the same may be exchanged so that they happen in the order in which
/// they begin, and that is then the order in which they end. Otherwise, and in a stack, a linearization that is found is one; a violation is one if it is found without such elements.</para>
/// <para><em>Unknown takes.</em> First without them: if there is a linearization, there is one. Then as if there were one for every value that nobody took, each as early as the first: if
/// there is none even so, there is none. In between, what the violation without them says has to go is given to them, in the order in which it went in; after <see cref="MaxWork"/> the
/// search decides.</para>
/// </remarks>
internal abstract class CollectionMonitor<TInput, TOutput, T>(
    Func<TInput, Outcome<TOutput>, (QueueAction Action, T? Value)> view, bool isLastInFirstOut = false)
    : IMonitor<TInput, TOutput>
{
    /// <summary>How many operations are gone through again to give values to Unknown takes: a thousand values in a history of 5,000, five in one of a million.</summary>
    private const int MaxWork = 5_000_000;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public MonitorResult Decide(History<TInput, TOutput> history, ReadOnlySpan<int> indices, Budget budget)
    {
        CollectionValues<T> values = new(EventRanks.Of(history, indices), isLastInFirstOut);
        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            var (action, element) = view(operation.Input, operation.Outcome);
            values.Add(i, action, element);
        }

        var result = Attempt(values, indices, budget, isRelaxed: false);
        if (result.IsLinearizable != false || values.IsSure)
        {
            return values.Complete(result, indices);
        }

        var relaxed = Attempt(values, indices, budget, isRelaxed: true);
        return relaxed.IsLinearizable == false ? values.Complete(relaxed, indices)
            : values.UnknownTakes.Count == 0 ? MonitorResult.NotMine
            : GiveToUnknownTakes(values, result, indices, budget);
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

    private MonitorResult GiveToUnknownTakes(CollectionValues<T> values, MonitorResult result, ReadOnlySpan<int> indices, Budget budget)
    {
        for (var work = 0L; work < MaxWork && result.IsLinearizable == false && values.TryGive(result, indices); work += indices.Length)
        {
            result = Attempt(values, indices, budget, isRelaxed: false);
        }

        return result.IsLinearizable == true ? result : MonitorResult.NotMine;
    }

    private MonitorResult Attempt(CollectionValues<T> values, ReadOnlySpan<int> indices, Budget budget, bool isRelaxed)
    {
        List<QueueValue> kept = new(values.Count);
        List<T?> elements = new(values.Count);
        return values.Keep(kept, elements, isRelaxed, indices) ?? Decide(kept, elements, values.Empties, values.Ranks, indices, budget);
    }
}
