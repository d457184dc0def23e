using System.Collections.Immutable;

namespace Sentinel.Models;

/// <summary>The states of several independent objects; those that nobody touched are not in it.</summary>
/// <typeparam name="TKey">What names an object.</typeparam>
/// <typeparam name="TState">The state of one.</typeparam>
/// <remarks>Immutable, with equality by content.</remarks>
public sealed class KeyedState<TKey, TState> : IEquatable<KeyedState<TKey, TState>>
    where TKey : notnull
    where TState : notnull
{
    private readonly ImmutableDictionary<TKey, TState> states;
    private readonly int hash;

    private KeyedState(ImmutableDictionary<TKey, TState> states, int hash)
    {
        this.states = states;
        this.hash = hash;
    }

    /// <summary>The state in which nobody touched anything.</summary>
    public static KeyedState<TKey, TState> Empty { get; } = new(ImmutableDictionary<TKey, TState>.Empty, 0);

    /// <summary>Whether the object was touched, and its state.</summary>
    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TState state) => states.TryGetValue(key, out state);

    /// <summary>The state that differs from this one in one object.</summary>
    public KeyedState<TKey, TState> With(TKey key, TState state)
    {
        // The exclusive or over the entries: known without looking at the others.
        var without = states.TryGetValue(key, out var old) ? hash ^ HashCode.Combine(key, old) : hash;
        return new(states.SetItem(key, state), without ^ HashCode.Combine(key, state));
    }

    /// <summary>The state in which nobody touched this object.</summary>
    public KeyedState<TKey, TState> Without(TKey key) =>
        states.TryGetValue(key, out var old) ? new(states.Remove(key), hash ^ HashCode.Combine(key, old)) : this;

    /// <inheritdoc/>
    public bool Equals(KeyedState<TKey, TState>? other) =>
        other is not null && hash == other.hash && (ReferenceEquals(this, other) || HasSameStates(other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeyedState<TKey, TState>);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The objects: <c>{1: 5, 2: null}</c>.</summary>
    public override string ToString() => StateText.Of(
        '{', states.Select(entry => $"{entry.Key}: {entry.Value}").Order(StringComparer.Ordinal), states.Count, '}');

    private bool HasSameStates(KeyedState<TKey, TState> other) => states.Count == other.states.Count
        && states.All(entry => other.states.TryGetValue(entry.Key, out var state) && state.Equals(entry.Value));
}
