namespace Sentinel.Models;

/// <summary>What one asks a queue: <see cref="Enqueue"/> or <see cref="Dequeue"/>.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="IsEnqueue">Which of the two.</param>
/// <param name="Element">The element to add; the default for the other.</param>
public readonly record struct QueueInput<T>(bool IsEnqueue, T? Element = default)
{
    /// <summary>Takes the oldest element and returns it; says so where there is none.</summary>
    public static QueueInput<T> Dequeue => default;

    /// <summary>Adds an element at its end.</summary>
    public static QueueInput<T> Enqueue(T element) => new(true, element);

    /// <summary>The operation as reports print it: <c>enqueue(5)</c>, <c>dequeue</c>.</summary>
    public override string ToString() => IsEnqueue ? $"enqueue({Element})" : "dequeue";
}
