using System.Diagnostics.CodeAnalysis;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A priority queue: the least element leaves first, whatever came in when. An empty one answers at once, with nothing.</summary>
/// <typeparam name="T">The type of the elements, in their default order; elements that are equal in it are equal.</typeparam>
/// <param name="initial">The elements before the first operation; the default has none.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PriorityQueueModel<T>(PriorityQueueState<T>? initial = null) : Model<PriorityQueueState<T>, PriorityQueueInput<T>, Taken<T>>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => "priority-queue";

    /// <inheritdoc/>
    public override PriorityQueueState<T> InitialState => initial ?? PriorityQueueState<T>.Empty;

    /// <inheritdoc/>
    public override bool TryStep(
        PriorityQueueState<T> state, PriorityQueueInput<T> input, Outcome<Taken<T>> outcome, [MaybeNullWhen(false)] out PriorityQueueState<T> next)
    {
        if (input.IsInsert)
        {
            next = state.Insert(input.Element!);
            return true;
        }

        next = state.IsEmpty ? state : state.DeleteLeast();
        return !outcome.IsReturned || outcome.Value == (state.IsEmpty ? Taken<T>.Nothing : Taken<T>.Of(state.Least));
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(PriorityQueueInput<T> input, Outcome<Taken<T>> outcome) =>
        !input.IsInsert && outcome.IsReturned && !outcome.Value.HasElement;

    internal override IMonitor<PriorityQueueInput<T>, Taken<T>>? Monitor { get; } = initial is { IsEmpty: false }
        ? null
        : new PriorityQueueMonitor<PriorityQueueInput<T>, Taken<T>, T>(static (input, outcome) =>
            input.IsInsert ? (QueueAction.Put, input.Element)
            : !outcome.IsReturned ? (QueueAction.TakeSomething, default)
            : outcome.Value.HasElement ? (QueueAction.Take, outcome.Value.Element)
            : (QueueAction.FindEmpty, default));

    /// <inheritdoc/>
    public override string DescribeOperation(PriorityQueueInput<T> input, Outcome<Taken<T>> outcome) =>
        input.IsInsert && outcome.IsReturned ? $"{input} → ok" : base.DescribeOperation(input, outcome);

    /// <inheritdoc/>
    public override string DescribeRefusal(PriorityQueueState<T> state, PriorityQueueInput<T> input, Outcome<Taken<T>> outcome) =>
        state.IsEmpty ? "the priority queue is empty then" : $"the least element is {state.Least} then";
}
