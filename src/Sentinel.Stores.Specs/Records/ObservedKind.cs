namespace Sentinel.Stores.Specs.Records;

/// <summary>What a call asks a store for, as far as the invariants care.</summary>
internal enum ObservedKind
{
    /// <summary>Nothing that changes a record.</summary>
    Read,

    /// <summary>A list, newest first.</summary>
    List,

    /// <summary>A new record.</summary>
    Create,

    /// <summary>A change that compares versions.</summary>
    Update,

    /// <summary>A step to a final status, whatever the version.</summary>
    Decide,

    /// <summary>The record gone.</summary>
    Delete,

    /// <summary>Something else than the store: the clock.</summary>
    Other,
}
