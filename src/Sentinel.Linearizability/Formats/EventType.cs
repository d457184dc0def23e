namespace Sentinel.Formats;

/// <summary>What a recorded event says of an operation of its process.</summary>
public enum EventType
{
    /// <summary>It begins.</summary>
    Invoke,

    /// <summary>It returned, and its result is known.</summary>
    Ok,

    /// <summary>It is known not to have happened.</summary>
    Fail,

    /// <summary>Whether it happened, or ever will, is not known; its process does not come back.</summary>
    Info,
}
