namespace Sentinel.Stores.Specs.Records;

/// <summary>Why a store did not do what it was asked, where there is nothing more to say than that.</summary>
public enum Refusal
{
    /// <summary>The record that was given is not one.</summary>
    Invalid,

    /// <summary>There is no such record.</summary>
    NotFound,

    /// <summary>There is such a record already.</summary>
    AlreadyExists,

    /// <summary>The version is not the one that is stored.</summary>
    Conflict,
}
