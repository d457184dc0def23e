using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>multi-register</c>. In a transaction <c>r</c> and <c>w</c> are short for <c>read</c> and <c>write</c>.</summary>
internal sealed class MultiRegisterBinding : TypedBinding<KeyedState<string, RegisterState<Value>>, RegisterTransaction<Value>, ImmutableArray<Value>>
{
    private const string Expected = "expected [[\"read\", register, null], [\"write\", register, value], …]";

    /// <inheritdoc/>
    public override string Name => "multi-register";

    /// <inheritdoc/>
    public override string Description => "Several registers that transactions read and write together.";

    /// <inheritdoc/>
    public override string Initial => "nothing (null) in every register; --initial VALUE sets another";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } =
    [
        new()
        {
            Name = "txn",
            Argument = "value: [[\"read\", \"x\", null], [\"write\", \"y\", 2]]",
            Result = "value: the same, with what the reads found",
            Description = "Reads and writes registers, all at once and in this order.",
            Aliases = ["transaction"],
            Value = OperationValue.Both,
        },
    ];

    /// <inheritdoc/>
    public override Model<KeyedState<string, RegisterState<Value>>, RegisterTransaction<Value>, ImmutableArray<Value>> CreateModel(Value? initial) =>
        new MultiRegisterModel<Value>(initial ?? Value.Null);

    /// <inheritdoc/>
    public override RegisterTransaction<Value> Input(int operation, Value argument, Value key) =>
        new([.. Accesses(argument).Select(access => access.IsWrite ? access : RegisterAccess<Value>.Read(access.Register))]);

    /// <inheritdoc/>
    public override ImmutableArray<Value> Output(int operation, RegisterTransaction<Value> input, Value value, Value result)
    {
        var found = Accesses(value);
        var isSame = found.Length == input.Accesses.Length && found.Zip(input.Accesses).All(pair =>
            pair.First.IsWrite == pair.Second.IsWrite && pair.First.Register == pair.Second.Register && (!pair.First.IsWrite || pair.First.Value == pair.Second.Value));
        return isSame
            ? [.. found.Where(access => !access.IsWrite).Select(access => access.Value)]
            : throw new BindingException($"the transaction is {value} at its end; expected that of its invocation, with what the reads found");
    }

    /// <inheritdoc/>
    public override EventValues Write(RegisterTransaction<Value> input) => new(0, List(input, []));

    /// <inheritdoc/>
    public override (Value Value, Value Result) WriteOutput(RegisterTransaction<Value> input, ImmutableArray<Value> output) => (List(input, output), Value.Null);

    private static Value List(RegisterTransaction<Value> input, ImmutableArray<Value> found)
    {
        var reads = 0;
        return Value.Of([.. input.Accesses.Select(access => Value.Of(
            Value.Of(access.IsWrite ? "write" : "read"),
            Value.Of(access.Register),
            access.IsWrite ? access.Value : reads < found.Length ? found[reads++] : Value.Null))]);
    }

    // What a read has found is in the value of its access here, whatever the access says of itself elsewhere.
    private static ImmutableArray<RegisterAccess<Value>> Accesses(Value transaction) => transaction.TryGetList(out var accesses)
        ? [.. accesses.Select(access => Access(access, transaction))]
        : throw new BindingException($"the value of txn is {transaction}; {Expected}");

    private static RegisterAccess<Value> Access(Value access, Value transaction)
    {
        if (access.TryGetList(out var parts) && parts.Length == 3 && parts[0].TryGetText(out var kind) && !parts[1].IsNull)
        {
            switch (kind)
            {
                case "read" or "r":
                    return new(false, ValueText.Plain(parts[1]), parts[2]);
                case "write" or "w":
                    return new(true, ValueText.Plain(parts[1]), parts[2]);
                default:
                    break;
            }
        }

        throw new BindingException($"the value of txn is {transaction}; {Expected}");
    }
}
