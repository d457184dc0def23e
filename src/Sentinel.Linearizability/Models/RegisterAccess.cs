namespace Sentinel.Models;

/// <summary>One read or write within a transaction on several registers.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="IsWrite">Whether it writes.</param>
/// <param name="Register">Which register.</param>
/// <param name="Value">The value to write; the default of a read.</param>
public readonly record struct RegisterAccess<T>(bool IsWrite, string Register, T? Value = default)
{
    /// <summary>Reads a register.</summary>
    public static RegisterAccess<T> Read(string register) => new(false, register);

    /// <summary>Writes a register.</summary>
    public static RegisterAccess<T> Write(string register, T? value) => new(true, register, value);

    /// <summary>The access as reports print it: <c>x=5</c>, <c>x</c>.</summary>
    public override string ToString() => IsWrite ? $"{Register}={RegisterInput<T>.Text(Value)}" : Register;
}
