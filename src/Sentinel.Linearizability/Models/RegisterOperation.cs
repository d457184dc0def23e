namespace Sentinel.Models;

/// <summary>The operations of a register.</summary>
public enum RegisterOperation
{
    /// <summary>Returns the value.</summary>
    Read,

    /// <summary>Sets the value.</summary>
    Write,

    /// <summary>Sets the value if it is the expected one, and says whether it was.</summary>
    Cas,
}
