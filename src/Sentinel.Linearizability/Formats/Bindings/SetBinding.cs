using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>set</c>.</summary>
internal sealed class SetBinding : TypedBinding<SetState<Value>, SetInput<Value>, bool?>
{
    /// <inheritdoc/>
    public override string Name => "set";

    /// <inheritdoc/>
    public override string Description => "A set, whose elements are independent of one another.";

    /// <inheritdoc/>
    public override string Initial => "no element; --initial '[1, 2]' sets others";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } =
    [
        Operation("add", "whether the element was new, where the caller was told", "Adds an element.", ["insert"]),
        Operation("remove", "whether the element was there, where the caller was told", "Removes an element.", ["delete"]),
        Operation("contains", "whether the element is there", "Looks for an element.", ["member"]),
    ];

    internal override bool PartitionsInside => true;

    /// <inheritdoc/>
    public override Model<SetState<Value>, SetInput<Value>, bool?> CreateModel(Value? initial) =>
        new SetModel<Value>(Elements(initial).Aggregate(SetState<Value>.Empty, (set, element) => set.With(element)));

    /// <inheritdoc/>
    public override SetInput<Value> Input(int operation, Value argument, Value key) => argument.IsNull
        ? throw new BindingException($"{Operations[operation].Name} has no value; expected the element")
        : new((SetOperation)operation, argument);

    /// <inheritdoc/>
    public override bool? Output(int operation, SetInput<Value> input, Value value, Value result) =>
        operation == (int)SetOperation.Contains && result.IsNull
            ? throw new BindingException("the end of contains has no \"result\"; expected true or false")
            : OptionalBoolean(result);

    /// <inheritdoc/>
    public override EventValues Write(SetInput<Value> input) => new((int)input.Kind, input.Element);

    /// <inheritdoc/>
    public override (Value Value, Value Result) WriteOutput(SetInput<Value> input, bool? output) =>
        (input.Element, output is { } told ? Value.Of(told) : Value.Null);

    private static ModelOperation Operation(string name, string result, string description, ImmutableArray<string> aliases) => new()
    {
        Name = name,
        Argument = "value: the element",
        Result = $"result: {result}",
        Description = description,
        Aliases = aliases,
        Value = OperationValue.Argument,
    };
}
