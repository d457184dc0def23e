namespace Sentinel.Models;

/// <summary>What somebody who takes from a container gets: an element, or the news that there is none.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <remarks>Immutable. The default is <see cref="Nothing"/>; operations that take nothing return it too.</remarks>
public readonly record struct Taken<T>
{
    private Taken(T element) => (HasElement, Element) = (true, element);

    /// <summary>The container was empty.</summary>
    public static Taken<T> Nothing => default;

    /// <summary>Whether there was an element.</summary>
    public bool HasElement { get; }

    /// <summary>The element; meaningful only where <see cref="HasElement"/>.</summary>
    public T? Element { get; }

    /// <summary>An element was taken.</summary>
    public static Taken<T> Of(T element) => new(element);

    /// <summary>The element, or <c>empty</c>.</summary>
    public override string ToString() => HasElement ? $"{Element}" : "empty";
}
