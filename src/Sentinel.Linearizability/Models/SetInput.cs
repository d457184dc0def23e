namespace Sentinel.Models;

/// <summary>What one asks a set: to add, remove or find an element.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="Kind">Which of the three.</param>
/// <param name="Element">The element.</param>
public readonly record struct SetInput<T>(SetOperation Kind, T Element)
{
    /// <summary>Adds an element, and says whether it was new.</summary>
    public static SetInput<T> Add(T element) => new(SetOperation.Add, element);

    /// <summary>Removes an element, and says whether it was there.</summary>
    public static SetInput<T> Remove(T element) => new(SetOperation.Remove, element);

    /// <summary>Says whether an element is there.</summary>
    public static SetInput<T> Contains(T element) => new(SetOperation.Contains, element);

    /// <summary>The operation as reports print it: <c>add(5)</c>.</summary>
    public override string ToString() => Kind switch
    {
        SetOperation.Add => $"add({Element})",
        SetOperation.Remove => $"remove({Element})",
        _ => $"contains({Element})",
    };
}
