namespace Sentinel.Formats;

/// <summary>One event of a recorded history as its file has it, before a model gives it a meaning.</summary>
/// <remarks>A struct, so that reading millions of them allocates nothing. The default value is not meaningful.</remarks>
public readonly record struct RecordedEvent
{
    /// <summary>The process, a number of its own for every sequential client.</summary>
    public required int Process { get; init; }

    /// <summary>Beginning or end, and which.</summary>
    public required EventType Type { get; init; }

    /// <summary>The name of the operation, such as <c>write</c>.</summary>
    public required string Function { get; init; }

    /// <summary>The independent object or the key that is meant; <see cref="Formats.Value.Null"/> where the event names none.</summary>
    public Value Key { get; init; }

    /// <summary>The argument, or the result of an operation that returns a value.</summary>
    public Value Value { get; init; }

    /// <summary>The result of an operation that has an argument as well, such as the boolean of <c>add</c>.</summary>
    public Value Result { get; init; }

    /// <summary>Where the event begins in its file.</summary>
    public TextPosition Position { get; init; }
}
