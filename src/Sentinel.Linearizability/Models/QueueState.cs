using System.Collections.Immutable;

namespace Sentinel.Models;

/// <summary>The elements of a queue, the oldest first.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <remarks>Immutable, with equality by content. Both ends cost amortised constant time.</remarks>
public sealed class QueueState<T> : IEquatable<QueueState<T>>
{
    // The hash is the polynomial e1·B^(n-1) + … + en modulo 2^64. B is odd and so has an inverse: the power of the oldest
    // element is known without counting, and the hash after a step without looking at the others.
    private const ulong Base = 0x9E3779B97F4A7C15;
    private static readonly ulong Inverse = InverseOf(Base);
    private readonly ImmutableQueue<T> elements;
    private readonly ulong hash;
    private readonly ulong power;

    private QueueState(ImmutableQueue<T> elements, int count, ulong hash, ulong power)
    {
        this.elements = elements;
        Count = count;
        this.hash = hash;
        this.power = power;
    }

    /// <summary>The queue without elements.</summary>
    public static QueueState<T> Empty { get; } = new([], 0, 0, 1);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The oldest element.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Oldest => elements.Peek();

    /// <summary>The queue with one more element at its end.</summary>
    public QueueState<T> Enqueue(T element) => unchecked(new(elements.Enqueue(element), Count + 1, (hash * Base) + Hash(element), power * Base));

    /// <summary>The queue without its oldest element.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public QueueState<T> Dequeue()
    {
        var shorter = unchecked(power * Inverse);
        return unchecked(new(elements.Dequeue(out var oldest), Count - 1, hash - (Hash(oldest) * shorter), shorter));
    }

    /// <inheritdoc/>
    public bool Equals(QueueState<T>? other) => other is not null && Count == other.Count && hash == other.hash
        && (ReferenceEquals(elements, other.elements) || elements.SequenceEqual(other.elements));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QueueState<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(hash >> 32) ^ (int)hash;

    /// <summary>The elements, the oldest first: <c>[1, 2]</c>.</summary>
    public override string ToString() => StateText.Of('[', elements.Select(element => $"{element}"), Count, ']');

    private static ulong Hash(T element) => unchecked((ulong)(uint)(element?.GetHashCode() ?? 0) + 1);

    // Newton's iteration doubles the number of right bits each time; an odd number is its own inverse modulo 8.
    private static ulong InverseOf(ulong odd)
    {
        var inverse = odd;
        for (var bits = 3; bits < 64; bits *= 2)
        {
            inverse = unchecked(inverse * (2 - (odd * inverse)));
        }

        return inverse;
    }
}
