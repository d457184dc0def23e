using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A key-value store of texts with get, put, append and delete; keys are independent.</summary>
/// <param name="initial">What every key holds at first. Nothing and the empty text are the same.</param>
/// <remarks>Immutable and thread-safe. The output of a get is the text, of the other operations the empty text.</remarks>
public sealed class KvModel(string initial = "") : Model<KvState, KvInput, string>
{
    /// <inheritdoc/>
    public override string Name => "kv";

    /// <inheritdoc/>
    public override KvState InitialState => KvState.Empty;

    /// <inheritdoc/>
    public override object PartitionKey(KvInput input) => input.Key;

    /// <inheritdoc/>
    public override bool TryStep(KvState state, KvInput input, Outcome<string> outcome, [MaybeNullWhen(false)] out KvState next)
    {
        var held = state[input.Key] ?? initial;
        next = input.Kind switch
        {
            KvOperation.Get => state,
            KvOperation.Put => state.With(input.Key, input.Value),
            KvOperation.Append => state.With(input.Key, held + input.Value),
            KvOperation.Delete => state.With(input.Key, ""),
            _ => throw new UnreachableException(),
        };
        return input.Kind != KvOperation.Get || !outcome.IsReturned || string.Equals(outcome.Value, held, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(KvInput input, Outcome<string> outcome) => input.Kind == KvOperation.Get;

    internal override IMonitor<KvInput, string> Monitor { get; } = new KvMonitor(initial);

    /// <inheritdoc/>
    public override string DescribeOperation(KvInput input, Outcome<string> outcome) => outcome.Kind switch
    {
        OutcomeKind.Unknown => $"{input} → ?",
        OutcomeKind.Failed => $"{input} failed",
        _ when input.Kind == KvOperation.Get => $"{input} → \"{outcome.Value}\"",
        _ => $"{input} → ok",
    };

    /// <inheritdoc/>
    public override string DescribeRefusal(KvState state, KvInput input, Outcome<string> outcome) =>
        $"{input.Key} holds \"{state[input.Key] ?? initial}\" then";
}
