namespace Sentinel.Stores.Records;

/// <summary>What can be wrong with one value of a record.</summary>
public enum ValidationProblem
{
    /// <summary>The value is empty, or an instant is the default one.</summary>
    Missing,

    /// <summary>The value does not have the form that it must have.</summary>
    Malformed,

    /// <summary>The text has too few bytes.</summary>
    TooShort,

    /// <summary>The text has too many bytes.</summary>
    TooLong,

    /// <summary>The number or duration is too small or too large, or the status is none that exists.</summary>
    OutOfRange,
}
