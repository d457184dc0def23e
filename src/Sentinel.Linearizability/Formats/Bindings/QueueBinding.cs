using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>queue</c>.</summary>
internal sealed class QueueBinding : ContainerBinding<QueueState<Value>, QueueInput<Value>>
{
    /// <inheritdoc/>
    public override string Name => "queue";

    /// <inheritdoc/>
    public override string Description => "A queue, first in, first out.";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } = Pair(
        new() { Name = "enqueue", Description = "Adds an element at the end.", Aliases = ["enq", "offer"] },
        new() { Name = "dequeue", Description = "Takes the oldest element.", Aliases = ["deq", "poll"] });

    /// <inheritdoc/>
    protected override QueueInput<Value> TakeOut => QueueInput<Value>.Dequeue;

    /// <inheritdoc/>
    public override Model<QueueState<Value>, QueueInput<Value>, Taken<Value>> CreateModel(Value? initial) =>
        new QueueModel<Value>(Elements(initial).Aggregate(QueueState<Value>.Empty, (queue, element) => queue.Enqueue(element)));

    /// <inheritdoc/>
    protected override QueueInput<Value> In(Value element) => QueueInput<Value>.Enqueue(element);

    /// <inheritdoc/>
    protected override bool IsIn(QueueInput<Value> input, out Value element)
    {
        element = input.Element;
        return input.IsEnqueue;
    }
}
