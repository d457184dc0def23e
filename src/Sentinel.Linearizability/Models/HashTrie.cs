namespace Sentinel.Models;

/// <summary>An immutable set as a trie over the bits of the elements' hashes; what a change does not touch is shared with the set before it.</summary>
/// <typeparam name="T">The type of the elements, with equality by value.</typeparam>
/// <remarks>P. Bagwell, <em>Ideal hash trees</em>, 2001, without the compression of nodes. A change copies a small node for each octal digit of the number of elements, where the framework's balanced
/// tree copies one for each binary digit: that counts where a witness is replayed, from state to state a million times. A node is <see langword="null"/>, a leaf, or an array of
/// nodes; one below which there is a single leaf is that leaf.</remarks>
internal static class HashTrie<T>
{
    private const int Bits = 3;
    private const int Ways = 1 << Bits;

    /// <summary>Whether the element, with this hash, is in it.</summary>
    public static bool Contains(object? node, int hash, T element)
    {
        for (var shift = 0; node is object?[] children; shift += Bits)
        {
            node = children[Way(hash, shift)];
        }

        return Find((Leaf?)node, hash, element);
    }

    /// <summary>The set with the element: the very same node where it is there already.</summary>
    public static object Add(object? node, int hash, T element, int shift = 0)
    {
        switch (node)
        {
            case null:
                return new Leaf(hash, element, null);
            case Leaf leaf when leaf.Hash == hash:
                return Find(leaf, hash, element) ? leaf : new Leaf(hash, element, leaf);
            case Leaf leaf:
                // The hashes differ in some bit, so that they part at this level or further down.
                var parting = new object?[Ways];
                parting[Way(leaf.Hash, shift)] = leaf;
                return Add(parting, hash, element, shift);
            default:
                var children = (object?[])node;
                var before = children[Way(hash, shift)];
                var after = Add(before, hash, element, shift + Bits);
                return ReferenceEquals(before, after) ? node : With(children, Way(hash, shift), after);
        }
    }

    /// <summary>The set without the element: the very same node where it is not there.</summary>
    public static object? Remove(object? node, int hash, T element, int shift = 0)
    {
        if (node is not object?[] children)
        {
            return Without((Leaf?)node, hash, element);
        }

        var before = children[Way(hash, shift)];
        var after = Remove(before, hash, element, shift + Bits);
        return ReferenceEquals(before, after) ? node
            : after is not object?[] && OnlyLeaf(children, Way(hash, shift), (Leaf?)after) is { } only ? only
            : With(children, Way(hash, shift), after);
    }

    /// <summary>All of them, in no order.</summary>
    public static IEnumerable<T> Elements(object? node)
    {
        for (var leaf = node as Leaf; leaf is not null; leaf = leaf.Following)
        {
            yield return leaf.Element;
        }

        foreach (var child in node as object?[] ?? [])
        {
            foreach (var element in Elements(child))
            {
                yield return element;
            }
        }
    }

    private static int Way(int hash, int shift) => (int)(((uint)hash >> shift) % Ways);

    private static bool Find(Leaf? leaf, int hash, T element)
    {
        for (; leaf is not null; leaf = leaf.Following)
        {
            if (leaf.Hash == hash && EqualityComparer<T>.Default.Equals(leaf.Element, element))
            {
                return true;
            }
        }

        return false;
    }

    private static Leaf? Without(Leaf? leaf, int hash, T element)
    {
        if (leaf is null || leaf.Hash != hash)
        {
            return leaf;
        }

        if (EqualityComparer<T>.Default.Equals(leaf.Element, element))
        {
            return leaf.Following;
        }

        var following = Without(leaf.Following, hash, element);
        return ReferenceEquals(following, leaf.Following) ? leaf : new(hash, leaf.Element, following);
    }

    private static object?[] With(object?[] children, int way, object? child)
    {
        var copy = new object?[Ways];
        children.AsSpan().CopyTo(copy);
        copy[way] = child;
        return copy;
    }

    // What is left below a node if it is a single leaf, or several of the same hash.
    private static Leaf? OnlyLeaf(object?[] children, int changed, Leaf? leaf)
    {
        for (var way = 0; way < Ways; way++)
        {
            if (way == changed || children[way] is null)
            {
                continue;
            }

            if (leaf is not null || children[way] is not Leaf other)
            {
                return null;
            }

            leaf = other;
        }

        return leaf;
    }

    /// <summary>An element, and the others with the same hash.</summary>
    private sealed record Leaf(int Hash, T Element, Leaf? Following);
}
