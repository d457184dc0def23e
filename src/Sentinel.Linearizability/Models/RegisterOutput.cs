namespace Sentinel.Models;

/// <summary>What a register answers.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Value">Of a read, the value.</param>
/// <param name="Swapped">Of a compare-and-set, whether the register held the expected value; of the others <see langword="true"/>.</param>
public readonly record struct RegisterOutput<T>(T? Value, bool Swapped)
{
    /// <summary>The answer of a write, and of a compare-and-set that took place.</summary>
    public static RegisterOutput<T> Done { get; } = new(default, true);

    /// <summary>The answer of a compare-and-set whose comparison was false.</summary>
    public static RegisterOutput<T> Mismatch { get; } = new(default, false);

    /// <summary>The answer of a read.</summary>
    public static RegisterOutput<T> Of(T? value) => new(value, true);
}
