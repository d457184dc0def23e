using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>priority-queue</c>.</summary>
internal sealed class PriorityQueueBinding : ContainerBinding<PriorityQueueState<Value>, PriorityQueueInput<Value>>
{
    /// <inheritdoc/>
    public override string Name => "priority-queue";

    /// <inheritdoc/>
    public override string Description => "A priority queue: the least element leaves first. Numbers come before texts, texts before lists.";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } = Pair(
        new() { Name = "insert", Description = "Adds an element.", Aliases = ["add", "push"] },
        new() { Name = "deletemin", Description = "Takes a least element.", Aliases = ["removemin", "extractmin", "poll", "pop"] });

    /// <inheritdoc/>
    protected override PriorityQueueInput<Value> TakeOut => PriorityQueueInput<Value>.DeleteMin;

    /// <inheritdoc/>
    public override Model<PriorityQueueState<Value>, PriorityQueueInput<Value>, Taken<Value>> CreateModel(Value? initial) =>
        new PriorityQueueModel<Value>(Elements(initial).Aggregate(PriorityQueueState<Value>.Empty, (queue, element) => queue.Insert(element)));

    /// <inheritdoc/>
    protected override PriorityQueueInput<Value> In(Value element) => PriorityQueueInput<Value>.Insert(element);

    /// <inheritdoc/>
    protected override bool IsIn(PriorityQueueInput<Value> input, out Value element)
    {
        element = input.Element;
        return input.IsInsert;
    }
}
