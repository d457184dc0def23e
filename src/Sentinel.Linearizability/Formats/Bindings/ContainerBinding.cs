using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary>What <c>queue</c>, <c>stack</c> and <c>priority-queue</c> share: one operation puts an element in, one takes an element out.</summary>
internal abstract class ContainerBinding<TState, TInput> : TypedBinding<TState, TInput, Taken<Value>>
    where TState : notnull
{
    private const int PutIn = 0;

    /// <inheritdoc/>
    public override string Initial => "no element; --initial '[1, 2]' sets others, put in one after the other";

    /// <inheritdoc/>
    public sealed override TInput Input(int operation, Value argument, Value key) => operation != PutIn ? TakeOut
        : argument.IsNull ? throw new BindingException($"{Operations[PutIn].Name} has no value; null stands for an empty {Name}, and cannot be an element")
        : In(argument);

    /// <inheritdoc/>
    public sealed override Taken<Value> Output(int operation, TInput input, Value value, Value result) =>
        operation == PutIn || value.IsNull ? Taken<Value>.Nothing : Taken<Value>.Of(value);

    /// <inheritdoc/>
    public sealed override EventValues Write(TInput input) => IsIn(input, out var element) ? new(PutIn, element) : new(1 - PutIn);

    /// <inheritdoc/>
    public sealed override (Value Value, Value Result) WriteOutput(TInput input, Taken<Value> output) =>
        (IsIn(input, out var element) ? element : output.Element, Value.Null);

    /// <summary>The operation that takes an element out.</summary>
    protected abstract TInput TakeOut { get; }

    /// <summary>The operation that puts an element in.</summary>
    protected abstract TInput In(Value element);

    /// <summary>Whether the operation puts an element in, and which.</summary>
    protected abstract bool IsIn(TInput input, out Value element);

    /// <summary>The two operations.</summary>
    protected static ImmutableArray<ModelOperation> Pair(ModelOperation putIn, ModelOperation takeOut) =>
    [
        putIn with { Argument = "value: the element, not null", Value = OperationValue.Argument },
        takeOut with { Result = "value: the element, null where there was none", Value = OperationValue.Result },
    ];
}
