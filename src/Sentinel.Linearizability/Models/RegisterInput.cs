namespace Sentinel.Models;

/// <summary>What one asks a register: <see cref="Read"/>, <see cref="Write"/> or <see cref="Cas"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Kind">Which of the three.</param>
/// <param name="Value">The value to write; of a compare-and-set the new value.</param>
/// <param name="Expected">Of a compare-and-set, the value that the register has to hold.</param>
public readonly record struct RegisterInput<T>(RegisterOperation Kind, T? Value = default, T? Expected = default)
{
    /// <summary>Reads the value.</summary>
    public static RegisterInput<T> Read { get; } = new(RegisterOperation.Read);

    /// <summary>Writes a value, whatever the register holds.</summary>
    public static RegisterInput<T> Write(T? value) => new(RegisterOperation.Write, value);

    /// <summary>Writes <paramref name="value"/> if the register holds <paramref name="expected"/>.</summary>
    public static RegisterInput<T> Cas(T? expected, T? value) => new(RegisterOperation.Cas, value, expected);

    /// <summary>The operation as reports print it: <c>cas(1, 2)</c>.</summary>
    public override string ToString() => Kind switch
    {
        RegisterOperation.Read => "read",
        RegisterOperation.Write => $"write({Text(Value)})",
        _ => $"cas({Text(Expected)}, {Text(Value)})",
    };

    internal static string Text(T? value) => value?.ToString() ?? "null";
}
