using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary><c>mutex</c>.</summary>
internal sealed class MutexBinding : TypedBinding<bool, MutexOperation, bool>
{
    /// <inheritdoc/>
    public override string Name => "mutex";

    /// <inheritdoc/>
    public override string Description => "A mutex that is free or held. Who holds it is not asked: any process may release it.";

    /// <inheritdoc/>
    public override string Initial => "free (false); --initial true: held";

    /// <inheritdoc/>
    public override ImmutableArray<ModelOperation> Operations { get; } =
    [
        new() { Name = "acquire", Description = "Takes the mutex, and returns when it has it.", Aliases = ["lock"] },
        new()
        {
            Name = "tryacquire",
            Result = "result: whether it was free",
            Description = "Takes the mutex if it is free.",
            Aliases = ["trylock"],
        },
        new() { Name = "release", Description = "Gives the mutex back.", Aliases = ["unlock"] },
    ];

    /// <inheritdoc/>
    public override Model<bool, MutexOperation, bool> CreateModel(Value? initial) => new MutexModel(
        initial is { } held && (held.TryGetBoolean(out var isHeld) ? isHeld : throw new BindingException("expected true (held) or false (free)")));

    /// <inheritdoc/>
    public override MutexOperation Input(int operation, Value argument, Value key) => (MutexOperation)operation;

    /// <inheritdoc/>
    public override bool Output(int operation, MutexOperation input, Value value, Value result) =>
        input != MutexOperation.TryAcquire || (OptionalBoolean(result) ?? throw new BindingException("the end of tryacquire has no \"result\"; expected true or false"));

    /// <inheritdoc/>
    public override EventValues Write(MutexOperation input) => new((int)input);

    /// <inheritdoc/>
    public override (Value Value, Value Result) WriteOutput(MutexOperation input, bool output) =>
        (Value.Null, input == MutexOperation.TryAcquire ? Value.Of(output) : Value.Null);
}
