using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>stack</c>.</summary>
internal sealed class StackBinding : ContainerBinding<StackState<Value>, StackInput<Value>>
{
    /// <inheritdoc/>
    public override string Name => "stack";

    /// <inheritdoc/>
    public override string Description => "A stack, last in, first out.";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } = Pair(
        new() { Name = "push", Description = "Adds an element on top." },
        new() { Name = "pop", Description = "Takes the top element." });

    /// <inheritdoc/>
    protected override StackInput<Value> TakeOut => StackInput<Value>.Pop;

    /// <inheritdoc/>
    public override Model<StackState<Value>, StackInput<Value>, Taken<Value>> CreateModel(Value? initial) =>
        new StackModel<Value>(Elements(initial).Aggregate(StackState<Value>.Empty, (stack, element) => stack.Push(element)));

    /// <inheritdoc/>
    protected override StackInput<Value> In(Value element) => StackInput<Value>.Push(element);

    /// <inheritdoc/>
    protected override bool IsIn(StackInput<Value> input, out Value element)
    {
        element = input.Element;
        return input.IsPush;
    }
}
