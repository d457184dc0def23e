using System.Diagnostics.CodeAnalysis;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A queue: first in, first out. To dequeue from an empty one returns at once, with nothing.</summary>
/// <typeparam name="T">The type of the elements, with equality by value.</typeparam>
/// <param name="initial">The elements before the first operation; the default has none.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class QueueModel<T>(QueueState<T>? initial = null) : Model<QueueState<T>, QueueInput<T>, Taken<T>>
{
    /// <inheritdoc/>
    public override string Name => "queue";

    /// <inheritdoc/>
    public override QueueState<T> InitialState => initial ?? QueueState<T>.Empty;

    /// <inheritdoc/>
    public override bool TryStep(QueueState<T> state, QueueInput<T> input, Outcome<Taken<T>> outcome, [MaybeNullWhen(false)] out QueueState<T> next)
    {
        if (input.IsEnqueue)
        {
            next = state.Enqueue(input.Element!);
            return true;
        }

        next = state.Count == 0 ? state : state.Dequeue();
        return !outcome.IsReturned || outcome.Value == (state.Count == 0 ? Taken<T>.Nothing : Taken<T>.Of(state.Oldest));
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(QueueInput<T> input, Outcome<Taken<T>> outcome) =>
        !input.IsEnqueue && outcome.IsReturned && !outcome.Value.HasElement;

    internal override IMonitor<QueueInput<T>, Taken<T>>? Monitor { get; } = initial is { Count: > 0 }
        ? null
        : new QueueMonitor<QueueInput<T>, Taken<T>, T>(static (input, outcome) =>
            input.IsEnqueue ? (QueueAction.Put, input.Element)
            : !outcome.IsReturned ? (QueueAction.TakeSomething, default)
            : outcome.Value.HasElement ? (QueueAction.Take, outcome.Value.Element)
            : (QueueAction.FindEmpty, default));

    /// <inheritdoc/>
    public override string DescribeOperation(QueueInput<T> input, Outcome<Taken<T>> outcome) =>
        input.IsEnqueue && outcome.IsReturned ? $"{input} → ok" : base.DescribeOperation(input, outcome);

    /// <inheritdoc/>
    public override string DescribeRefusal(QueueState<T> state, QueueInput<T> input, Outcome<Taken<T>> outcome) =>
        state.Count == 0 ? "the queue is empty then" : $"the oldest element is {state.Oldest} then";
}
