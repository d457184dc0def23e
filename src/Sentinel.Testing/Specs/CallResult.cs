namespace Sentinel.Testing;

/// <summary>What a call of a <see cref="ConcurrentSpec{TSystem,TState}"/> gave: a value, or an exception as a value.</summary>
/// <param name="Value">What it returned; <see langword="null"/> also where it returns nothing.</param>
/// <param name="Thrown">The name of the type of the exception that it threw; <see langword="null"/> where it returned.</param>
/// <param name="Message">The exception's message.</param>
/// <remarks>Immutable as far as the value is. Equal by content, collections element by element; messages do not count.</remarks>
public sealed record CallResult(object? Value, string? Thrown = null, string? Message = null)
{
    /// <summary>The result of an operation that returns nothing.</summary>
    internal static CallResult Nothing { get; } = new(Value: null);

    /// <inheritdoc/>
    public bool Equals(CallResult? other) => other is not null && Thrown == other.Thrown && Structural.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Thrown, Structural.Hash(Value));

    /// <summary>The value, or <c>throws InvalidOperationException</c>.</summary>
    public override string ToString() => Thrown is null ? Structural.Describe(Value) : $"throws {Thrown}{(Message is null ? "" : $" \"{Message}\"")}";

    internal static CallResult Of(object? value) => new(value);

    internal static CallResult FromException(Exception exception) => new(null, exception.GetType().Name, exception.Message);
}
