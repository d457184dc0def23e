using System.Diagnostics.CodeAnalysis;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>Several independent objects of one model, each under a key and each a partition of its own.</summary>
/// <typeparam name="TKey">What names an object, with equality by value.</typeparam>
/// <typeparam name="TState">The state of one object.</typeparam>
/// <typeparam name="TInput">What operations ask of one object.</typeparam>
/// <typeparam name="TOutput">What they answer.</typeparam>
/// <param name="inner">The model of one object.</param>
/// <param name="partitionsInside">Whether every operation of the inner model has a partition key of its own, as those of a set have: then an object falls
/// into its partitions too. Where one operation has none (a count, say), this has to be <see langword="false"/>, the default.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class KeyedModel<TKey, TState, TInput, TOutput>(Model<TState, TInput, TOutput> inner, bool partitionsInside = false)
    : Model<KeyedState<TKey, TState>, KeyedInput<TKey, TInput>, TOutput>
    where TKey : notnull
    where TState : notnull
{
    /// <inheritdoc/>
    public override string Name => inner.Name;

    /// <summary>The model of one object.</summary>
    public Model<TState, TInput, TOutput> Inner => inner;

    /// <inheritdoc/>
    public override KeyedState<TKey, TState> InitialState => KeyedState<TKey, TState>.Empty;

    /// <inheritdoc/>
    public override bool IsNondeterministic => inner.IsNondeterministic;

    /// <inheritdoc/>
    public override object PartitionKey(KeyedInput<TKey, TInput> input) =>
        partitionsInside && inner.PartitionKey(input.Input) is { } key ? (input.Key, key) : input.Key;

    internal override IMonitor<KeyedInput<TKey, TInput>, TOutput>? Monitor { get; } =
        inner.Monitor is { } monitor ? new KeyedMonitor<TKey, TInput, TOutput>(monitor) : null;

    /// <inheritdoc/>
    public override bool TryStep(
        KeyedState<TKey, TState> state, KeyedInput<TKey, TInput> input, Outcome<TOutput> outcome, [MaybeNullWhen(false)] out KeyedState<TKey, TState> next)
    {
        var before = Of(state, input);
        if (!inner.TryStep(before, input.Input, outcome, out var after))
        {
            next = null;
            return false;
        }

        next = With(state, input.Key, after);
        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyedState<TKey, TState>> NextStates(KeyedState<TKey, TState> state, KeyedInput<TKey, TInput> input, Outcome<TOutput> outcome) =>
        inner.NextStates(Of(state, input), input.Input, outcome).Select(after => With(state, input.Key, after));

    /// <inheritdoc/>
    public override bool IsReadOnly(KeyedInput<TKey, TInput> input, Outcome<TOutput> outcome) => inner.IsReadOnly(input.Input, outcome);

    /// <inheritdoc/>
    public override string DescribeOperation(KeyedInput<TKey, TInput> input, Outcome<TOutput> outcome) =>
        $"{input.Key}: {inner.DescribeOperation(input.Input, outcome)}";

    /// <inheritdoc/>
    public override string DescribeOutput(TOutput output) => inner.DescribeOutput(output);

    /// <inheritdoc/>
    public override string DescribeRefusal(KeyedState<TKey, TState> state, KeyedInput<TKey, TInput> input, Outcome<TOutput> outcome) =>
        inner.DescribeRefusal(Of(state, input), input.Input, outcome);

    // One state has one form: an object in its initial state is one that nobody touched. (Otherwise the first read would change the state.)
    private KeyedState<TKey, TState> With(KeyedState<TKey, TState> state, TKey key, TState after) =>
        inner.StateComparer.Equals(after, inner.InitialState) ? state.Without(key) : state.With(key, after);

    private TState Of(KeyedState<TKey, TState> state, KeyedInput<TKey, TInput> input) =>
        state.TryGet(input.Key, out var known) ? known : inner.InitialState;
}
