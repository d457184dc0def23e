namespace Sentinel.Models;

/// <summary>What a register holds.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value.</param>
public readonly record struct RegisterState<T>(T? Value)
{
    /// <summary>The value alone, as reports print it, also where a state holds many registers.</summary>
    public override string ToString() => RegisterInput<T>.Text(Value);
}
