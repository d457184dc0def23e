namespace Sentinel.Stores.Records;

/// <summary>What a record must have to be kept by a store: an id, an age, and a stamp that is its version.</summary>
/// <typeparam name="TRecord">The record itself.</typeparam>
/// <remarks>Implementations compare by value. They are not thread-safe where they hold a collection: a store keeps its own copy.</remarks>
public interface IVersionedRecord<TRecord>
    where TRecord : class, IVersionedRecord<TRecord>
{
    /// <summary>The identity: 16 lower-case hexadecimal digits, chosen by the caller.</summary>
    string Id { get; }

    /// <summary>When the record came to be, as its creator says; lists are ordered by it.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>The version. Issued by the store, later than every stamp that it issued before.</summary>
    DateTimeOffset UpdatedAt { get; }

    /// <summary>A copy that shares nothing that can change with this record.</summary>
    TRecord Copy();

    /// <summary>The same record with another stamp. What can change is shared: it is for the holder of this record only.</summary>
    TRecord WithStamp(DateTimeOffset updatedAt);

    /// <summary>Whether the record may be replaced by another one: whether the state machine has that step.</summary>
    bool MayBecome(TRecord next);

    /// <summary>Everything that is wrong with the record's values; empty where nothing is.</summary>
    IReadOnlyList<ValidationError> Validate();
}
