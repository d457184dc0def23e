namespace Sentinel.Models;

/// <summary>The elements of a stack, the youngest first.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <remarks>Immutable, with equality by content. A step costs constant time, and shares all but the top.</remarks>
public sealed class StackState<T> : IEquatable<StackState<T>>
{
    private readonly StackState<T>? below;
    private readonly T? top;
    private readonly ulong hash;

    private StackState(StackState<T>? below, T? top, int count, ulong hash)
    {
        this.below = below;
        this.top = top;
        Count = count;
        this.hash = hash;
    }

    /// <summary>The stack without elements.</summary>
    public static StackState<T> Empty { get; } = new(null, default, 0, 0);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The youngest element.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Top => below is null ? throw new InvalidOperationException("The stack is empty.") : top!;

    /// <summary>The stack with one more element on top.</summary>
    public StackState<T> Push(T element) =>
        unchecked(new(this, element, Count + 1, (hash * 0x9E3779B97F4A7C15) + (ulong)(uint)(element?.GetHashCode() ?? 0) + 1));

    /// <summary>The stack without its top.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public StackState<T> Pop() => below ?? throw new InvalidOperationException("The stack is empty.");

    /// <inheritdoc/>
    public bool Equals(StackState<T>? other)
    {
        if (other is null || Count != other.Count || hash != other.hash)
        {
            return false;
        }

        // Down to the part that the two share, which is often near.
        for (var (mine, its) = (this, other); !ReferenceEquals(mine, its) && mine.below is not null; (mine, its) = (mine.below, its.below!))
        {
            if (!EqualityComparer<T>.Default.Equals(mine.top, its.top))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StackState<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(hash >> 32) ^ (int)hash;

    /// <summary>The elements, the youngest first: <c>[2, 1]</c>.</summary>
    public override string ToString() => StateText.Of('[', Elements().Select(element => $"{element}"), Count, ']');

    private IEnumerable<T?> Elements()
    {
        for (var state = this; state.below is not null; state = state.below)
        {
            yield return state.top;
        }
    }
}
