namespace Sentinel.Models;

/// <summary>The operations of a key-value store.</summary>
public enum KvOperation
{
    /// <summary>Returns what the key holds.</summary>
    Get,

    /// <summary>Sets what the key holds.</summary>
    Put,

    /// <summary>Adds text to the end of what the key holds.</summary>
    Append,

    /// <summary>Makes the key hold nothing.</summary>
    Delete,
}
