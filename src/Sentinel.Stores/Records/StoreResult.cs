namespace Sentinel.Stores.Records;

/// <summary>How a store answers a call about one record: with the record, or with the reason why not.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <remarks>
/// A closed set of cases: an expected outcome is a value, never an exception. Where several reasons hold, the first in this order
/// is given: invalid, not found, conflict, invalid transition.
/// </remarks>
public abstract record StoreResult<TRecord>
    where TRecord : class
{
    private StoreResult()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Record">The record as it is now, stamp included; the caller's own copy.</param>
    public sealed record Ok(TRecord Record) : StoreResult<TRecord>;

    /// <summary>There is no record with this id.</summary>
    public sealed record NotFound : StoreResult<TRecord>;

    /// <summary>There is a record with this id already.</summary>
    public sealed record AlreadyExists : StoreResult<TRecord>;

    /// <summary>The record has another version than the one that the caller saw: read it again.</summary>
    public sealed record Conflict : StoreResult<TRecord>;

    /// <summary>The state machine has no such step.</summary>
    /// <param name="Current">The record that stood in the way; the caller's own copy.</param>
    public sealed record InvalidTransition(TRecord Current) : StoreResult<TRecord>;

    /// <summary>The values are not those of a record.</summary>
    /// <param name="Errors">Everything that is wrong; at least one.</param>
    public sealed record Invalid(IReadOnlyList<ValidationError> Errors) : StoreResult<TRecord>;
}
