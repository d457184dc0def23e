namespace Sentinel.Models;

/// <summary>What one asks a counter: <see cref="Get"/> or <see cref="Inc"/>.</summary>
/// <param name="Amount">What to add; <see langword="null"/> for a get.</param>
public readonly record struct CounterInput(long? Amount)
{
    /// <summary>Returns the count.</summary>
    public static CounterInput Get => default;

    /// <summary>Whether it only asks for the count.</summary>
    public bool IsGet => Amount is null;

    /// <summary>Adds an amount, which may be negative.</summary>
    public static CounterInput Inc(long amount = 1) => new(amount);

    /// <summary>The operation as reports print it: <c>inc</c>, <c>inc(5)</c>, <c>get</c>.</summary>
    public override string ToString() => Amount switch
    {
        null => "get",
        1 => "inc",
        var amount => $"inc({amount})",
    };
}
