namespace Sentinel.Models;

/// <summary>The elements of a set.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <remarks>Immutable, with equality by content.</remarks>
public sealed class SetState<T> : IEquatable<SetState<T>>
{
    private readonly object? elements;
    private readonly int count;
    private readonly int hash;

    private SetState(object? elements, int count, int hash)
    {
        this.elements = elements;
        this.count = count;
        this.hash = hash;
    }

    /// <summary>The set without elements.</summary>
    public static SetState<T> Empty { get; } = new(null, 0, 0);

    /// <summary>Whether the element is in it.</summary>
    public bool Contains(T element) => HashTrie<T>.Contains(elements, Hash(element), element);

    /// <summary>The set with the element; this very one where it has it.</summary>
    public SetState<T> With(T element)
    {
        var elementHash = Hash(element);
        var with = HashTrie<T>.Add(elements, elementHash, element);
        return ReferenceEquals(with, elements) ? this : new(with, count + 1, hash ^ elementHash);
    }

    /// <summary>The set without the element; this very one where it does not have it.</summary>
    public SetState<T> Without(T element)
    {
        var elementHash = Hash(element);
        var without = HashTrie<T>.Remove(elements, elementHash, element);
        return ReferenceEquals(without, elements) ? this : new(without, count - 1, hash ^ elementHash);
    }

    /// <inheritdoc/>
    public bool Equals(SetState<T>? other) =>
        other is not null && hash == other.hash && count == other.count
        && (ReferenceEquals(elements, other.elements) || HashTrie<T>.Elements(elements).All(other.Contains));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SetState<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The elements in the order of their texts: <c>{1, 2}</c>.</summary>
    public override string ToString() => StateText.Of('{', HashTrie<T>.Elements(elements).Select(element => $"{element}").Order(StringComparer.Ordinal), count, '}');

    private static int Hash(T element) => HashCode.Combine(element);
}
