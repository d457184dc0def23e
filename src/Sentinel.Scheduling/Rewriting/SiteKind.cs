namespace Sentinel.Scheduling;

/// <summary>What the code does at a rewritten place.</summary>
internal enum SiteKind
{
    /// <summary>No access: a wait, a yield, the end of a step.</summary>
    Control = 0,
    Read = 1,
    Write = 2,

    /// <summary>A volatile read: takes over what the last volatile write published.</summary>
    Acquire = 3,

    /// <summary>A volatile write.</summary>
    Release = 4,

    /// <summary>An interlocked operation, or a call on a thread-safe object: ordered both ways.</summary>
    Atomic = 5,

    /// <summary>Through a reference of unknown origin.</summary>
    Indirect = 6,

    /// <summary>A call that no model covers.</summary>
    Unmodelled = 7,

    /// <summary>A full fence on no location.</summary>
    Fence = 8,

    /// <summary>A call that cannot be looked into, on something that may be shared: learned from, never accused.</summary>
    Opaque = 9,
}
