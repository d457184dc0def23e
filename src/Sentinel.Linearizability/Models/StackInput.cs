namespace Sentinel.Models;

/// <summary>What one asks a stack: <see cref="Push"/> or <see cref="Pop"/>.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="IsPush">Which of the two.</param>
/// <param name="Element">The element to add; the default for the other.</param>
public readonly record struct StackInput<T>(bool IsPush, T? Element = default)
{
    /// <summary>Takes the youngest element and returns it; says so where there is none.</summary>
    public static StackInput<T> Pop => default;

    /// <summary>Adds an element on top.</summary>
    public static StackInput<T> Push(T element) => new(true, element);

    /// <summary>The operation as reports print it: <c>push(5)</c>, <c>pop</c>.</summary>
    public override string ToString() => IsPush ? $"push({Element})" : "pop";
}
