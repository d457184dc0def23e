namespace Sentinel.Models;

/// <summary>What one asks a priority queue: <see cref="Insert"/> or <see cref="DeleteMin"/>.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="IsInsert">Which of the two.</param>
/// <param name="Element">The element to add; the default for the other.</param>
public readonly record struct PriorityQueueInput<T>(bool IsInsert, T? Element = default)
{
    /// <summary>Takes the least element and returns it; says so where there is none.</summary>
    public static PriorityQueueInput<T> DeleteMin => default;

    /// <summary>Adds an element to it.</summary>
    public static PriorityQueueInput<T> Insert(T element) => new(true, element);

    /// <summary>The operation as reports print it: <c>insert(5)</c>, <c>deletemin</c>.</summary>
    public override string ToString() => IsInsert ? $"insert({Element})" : "deletemin";
}
