using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>kv</c>. It holds texts; a value of another kind is taken by its text.</summary>
internal sealed class KvBinding : TypedBinding<KvState, KvInput, string>
{
    /// <inheritdoc/>
    public override string Name => "kv";

    /// <inheritdoc/>
    public override string Description => "Texts under keys, which are independent of one another. Nothing and the empty text are the same.";

    /// <inheritdoc/>
    public override string Initial => "nothing under every key; --initial TEXT sets another";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } =
    [
        new() { Name = "get", Argument = "key", Result = "value: the text, null for nothing", Description = "Returns what the key holds.", Aliases = ["read"], Value = OperationValue.Result },
        new() { Name = "put", Argument = "key, value: the text", Description = "Sets what the key holds.", Aliases = ["write", "set"], Value = OperationValue.Argument },
        new() { Name = "append", Argument = "key, value: the text", Description = "Adds to the end of what the key holds.", Value = OperationValue.Argument },
        new() { Name = "delete", Argument = "key", Description = "Makes the key hold nothing.", Aliases = ["remove", "del"] },
    ];

    internal override bool HasKeys => true;

    /// <inheritdoc/>
    public override Model<KvState, KvInput, string> CreateModel(Value? initial) => new KvModel(Text(initial ?? Value.Null));

    /// <inheritdoc/>
    public override KvInput Input(int operation, Value argument, Value key) =>
        new((KvOperation)operation, Text(key), (KvOperation)operation is KvOperation.Put or KvOperation.Append ? Text(argument) : "");

    /// <inheritdoc/>
    public override string Output(int operation, KvInput input, Value value, Value result) => operation == (int)KvOperation.Get ? Text(value) : "";

    /// <inheritdoc/>
    public override EventValues Write(KvInput input) =>
        new((int)input.Kind, input.Kind is KvOperation.Put or KvOperation.Append ? Value.Of(input.Value) : Value.Null, Value.Of(input.Key));

    /// <inheritdoc/>
    public override (Value Value, Value Result) WriteOutput(KvInput input, string output) =>
        (input.Kind == KvOperation.Get ? Value.Of(output) : Write(input).Argument, Value.Null);

    private static string Text(Value value) => value.IsNull ? "" : ValueText.Plain(value);
}
