namespace Sentinel.Models;

/// <summary>What a register holds.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value.</param>
public readonly record struct RegisterState<T>(T? Value);
