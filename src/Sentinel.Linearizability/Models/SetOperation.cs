namespace Sentinel.Models;

/// <summary>The operations of a set.</summary>
public enum SetOperation
{
    /// <summary>Adds an element.</summary>
    Add,

    /// <summary>Removes an element.</summary>
    Remove,

    /// <summary>Asks for an element.</summary>
    Contains,
}
