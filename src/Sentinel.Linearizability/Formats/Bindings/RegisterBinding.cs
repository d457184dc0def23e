using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>register</c> and <c>cas-register</c>.</summary>
internal sealed class RegisterBinding(bool cas) : TypedBinding<RegisterState<Value>, RegisterInput<Value>, RegisterOutput<Value>>
{
    private const int Read = 0;
    private const int Set = 1;
    private const int Cas = 2;

    private static readonly ImmutableArray<ModelOperation> Table =
    [
        new() { Name = "read", Result = "value: what it holds, null for nothing", Description = "Returns the value.", Aliases = ["get"], Value = OperationValue.Result },
        new() { Name = "write", Argument = "value: the new value", Description = "Sets the value.", Aliases = ["put", "set"], Value = OperationValue.Argument },
        new()
        {
            Name = "cas",
            Argument = "value: [from, to]",
            Result = "result: false where the comparison failed",
            Description = "Sets the value to the second of the pair if it is the first, and says whether it was.",
            Aliases = ["compare-and-set", "compare-and-swap"],
            Value = OperationValue.Argument,
        },
    ];

    /// <inheritdoc/>
    public override string Name => cas ? "cas-register" : "register";

    /// <inheritdoc/>
    public override string Description => cas ? "One value that is read, written, and compared-and-set." : "One value that is read and written.";

    /// <inheritdoc/>
    public override string Initial => "nothing (null); --initial VALUE sets another";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations => cas ? Table : Table[..2];

    /// <inheritdoc/>
    public override Model<RegisterState<Value>, RegisterInput<Value>, RegisterOutput<Value>> CreateModel(Value? initial) =>
        new RegisterModel<Value>(initial ?? Value.Null, cas);

    /// <inheritdoc/>
    public override RegisterInput<Value> Input(int operation, Value argument, Value key) => operation switch
    {
        Read => RegisterInput<Value>.Read,
        Set => RegisterInput<Value>.Write(argument),
        _ when argument.TryGetList(out var pair) && pair.Length == 2 => RegisterInput<Value>.Cas(pair[0], pair[1]),
        _ => throw new BindingException($"the value of cas is {argument}; expected [from, to]"),
    };

    /// <inheritdoc/>
    public override RegisterOutput<Value> Output(int operation, RegisterInput<Value> input, Value value, Value result) => operation switch
    {
        Read => RegisterOutput<Value>.Of(value),
        Cas => Boolean(result, missing: true) ? RegisterOutput<Value>.Done : RegisterOutput<Value>.Mismatch,
        _ => RegisterOutput<Value>.Done,
    };

    /// <inheritdoc/>
    public override bool TryObserveFailure(RegisterInput<Value> input, out RegisterOutput<Value> output)
    {
        output = RegisterOutput<Value>.Mismatch;
        return input.Kind == RegisterOperation.Cas;
    }

    /// <inheritdoc/>
    public override EventValues Write(RegisterInput<Value> input) => input.Kind switch
    {
        RegisterOperation.Read => new(Read),
        RegisterOperation.Write => new(Set, input.Value),
        _ => new(Cas, Value.Of(input.Expected, input.Value)),
    };

    /// <inheritdoc/>
    public override (Value Value, Value Result) WriteOutput(RegisterInput<Value> input, RegisterOutput<Value> output) => input.Kind switch
    {
        RegisterOperation.Read => (output.Value, Value.Null),
        RegisterOperation.Write => (input.Value, Value.Null),
        _ => (Value.Of(input.Expected, input.Value), output.Swapped ? Value.Null : Value.Of(false)),
    };
}
