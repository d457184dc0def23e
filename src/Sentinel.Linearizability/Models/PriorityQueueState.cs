using System.Collections.Immutable;

namespace Sentinel.Models;

/// <summary>The elements of a priority queue, each with how often it is there.</summary>
/// <typeparam name="T">The type of the elements, in their default order.</typeparam>
/// <remarks>Immutable, with equality by content. A step costs time logarithmic in the number of distinct elements.</remarks>
public sealed class PriorityQueueState<T> : IEquatable<PriorityQueueState<T>>
    where T : notnull
{
    private readonly ImmutableSortedDictionary<T, int> counts;
    private readonly ulong hash;

    private PriorityQueueState(ImmutableSortedDictionary<T, int> counts, ulong hash)
    {
        this.counts = counts;
        this.hash = hash;
    }

    /// <summary>The priority queue without elements.</summary>
    public static PriorityQueueState<T> Empty { get; } = new(ImmutableSortedDictionary<T, int>.Empty, 0);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => counts.IsEmpty;

    /// <summary>The least element.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Least
    {
        get
        {
            using var entries = counts.GetEnumerator();
            return entries.MoveNext() ? entries.Current.Key : throw new InvalidOperationException("The priority queue is empty.");
        }
    }

    /// <summary>The priority queue with one more element.</summary>
    public PriorityQueueState<T> Insert(T element) =>
        new(counts.SetItem(element, counts.GetValueOrDefault(element) + 1), unchecked(hash + Hash(element)));

    /// <summary>The priority queue with one least element less.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public PriorityQueueState<T> DeleteLeast()
    {
        var least = Least;
        var count = counts[least];
        return new(count == 1 ? counts.Remove(least) : counts.SetItem(least, count - 1), unchecked(hash - Hash(least)));
    }

    /// <inheritdoc/>
    public bool Equals(PriorityQueueState<T>? other) => other is not null && hash == other.hash && counts.Count == other.counts.Count
        && (ReferenceEquals(counts, other.counts) || counts.SequenceEqual(other.counts));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PriorityQueueState<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(hash >> 32);

    /// <summary>The elements, the least first: <c>[1, 1, 2]</c>.</summary>
    public override string ToString() => StateText.Of(
        '[', counts.SelectMany(entry => Enumerable.Repeat($"{entry.Key}", entry.Value)), counts.Values.Sum(), ']');

    // A sum of well mixed hashes: the order of insertions does not count.
    private static ulong Hash(T element) => unchecked(((ulong)(uint)element.GetHashCode() + 1) * 0x9E3779B97F4A7C15);
}
