using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>counter</c>.</summary>
internal sealed class CounterBinding : TypedBinding<long, CounterInput, long?>
{
    private const int Inc = 0;
    private const int Get = 1;

    /// <inheritdoc/>
    public override string Name => "counter";

    /// <inheritdoc/>
    public override string Description => "A count that goes up and down.";

    /// <inheritdoc/>
    public override string Initial => "0; --initial INTEGER sets another";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } =
    [
        new()
        {
            Name = "inc",
            Argument = "value: how much, 1 where there is none; may be negative",
            Result = "result: the count that it leaves, where the caller was told",
            Description = "Adds to the count.",
            Aliases = ["add", "increment"],
            Value = OperationValue.Argument,
        },
        new() { Name = "get", Result = "value: the count", Description = "Returns the count.", Aliases = ["read"], Value = OperationValue.Result },
    ];

    /// <inheritdoc/>
    public override Model<long, CounterInput, long?> CreateModel(Value? initial) => new CounterModel(Integer(initial ?? Value.Of(0), "the initial count"));

    /// <inheritdoc/>
    public override CounterInput Input(int operation, Value argument, Value key) => operation == Get
        ? CounterInput.Get
        : CounterInput.Inc(argument.IsNull ? 1 : Integer(argument, "the value of inc"));

    /// <inheritdoc/>
    public override long? Output(int operation, CounterInput input, Value value, Value result) =>
        operation == Get ? Integer(value, "the value of get")
        : result.IsNull ? null
        : Integer(result, "the result of inc");

    /// <inheritdoc/>
    public override EventValues Write(CounterInput input) => input.Amount switch
    {
        null => new(Get),
        1 => new(Inc),
        { } amount => new(Inc, Value.Of(amount)),
    };

    /// <inheritdoc/>
    public override (Value Value, Value Result) WriteOutput(CounterInput input, long? output)
    {
        var told = output is { } count ? Value.Of(count) : Value.Null;
        return input.IsGet ? (told, Value.Null) : (Write(input).Argument, told);
    }

    private static long Integer(Value value, string what) =>
        value.TryGetInteger(out var integer) ? integer : throw new BindingException($"{what} is {value}; expected an integer");
}
