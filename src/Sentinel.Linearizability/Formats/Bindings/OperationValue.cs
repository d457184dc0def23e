namespace Sentinel.Formats.Bindings;

/// <summary>What the value of an operation's events is.</summary>
internal enum OperationValue
{
    /// <summary>It is not looked at.</summary>
    None,

    /// <summary>What was asked; the end may repeat it, or give it where the invocation has none.</summary>
    Argument,

    /// <summary>What was answered, at the end of an operation that returned.</summary>
    Result,

    /// <summary>What was asked, at the invocation; and the same with the answers filled in, at the end.</summary>
    Both,
}
