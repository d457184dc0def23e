using System.Collections.Immutable;

namespace Sentinel.Models;

/// <summary>The elements of a set.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <remarks>Immutable, with equality by content.</remarks>
public sealed class SetState<T> : IEquatable<SetState<T>>
{
    private readonly ImmutableHashSet<T> elements;
    private readonly int hash;

    private SetState(ImmutableHashSet<T> elements, int hash)
    {
        this.elements = elements;
        this.hash = hash;
    }

    /// <summary>The set without elements.</summary>
    public static SetState<T> Empty { get; } = new([], 0);

    /// <summary>Whether the element is in it.</summary>
    public bool Contains(T element) => elements.Contains(element);

    /// <summary>The set with the element.</summary>
    public SetState<T> With(T element) => Contains(element) ? this : new(elements.Add(element), hash ^ Hash(element));

    /// <summary>The set without the element.</summary>
    public SetState<T> Without(T element) => Contains(element) ? new(elements.Remove(element), hash ^ Hash(element)) : this;

    /// <inheritdoc/>
    public bool Equals(SetState<T>? other) =>
        other is not null && hash == other.hash && (ReferenceEquals(elements, other.elements) || elements.SetEquals(other.elements));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SetState<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The elements in the order of their texts: <c>{1, 2}</c>.</summary>
    public override string ToString() => StateText.Of('{', elements.Select(element => $"{element}").Order(StringComparer.Ordinal), elements.Count, '}');

    private static int Hash(T element) => HashCode.Combine(element);
}
