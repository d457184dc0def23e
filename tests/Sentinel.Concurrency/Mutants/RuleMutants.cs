using Sentinel.Stores.Records;

namespace Sentinel.Concurrency.Mutants;

/// <summary>M3: no rule says which status may follow which.</summary>
internal sealed class AllowsAnyTransition<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override bool MayBecome(TRecord stored, TRecord next) => true;
}

/// <summary>M6: creating does not look whether the id is taken.</summary>
internal sealed class CreatesOver<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override bool IsTaken(TRecord? stored) => false;
}

/// <summary>M17: a record that is not there is reported as a conflict.</summary>
internal sealed class CallsMissingAConflict<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override StoreResult<TRecord> Missing() => new StoreResult<TRecord>.Conflict();
}

/// <summary>M18: deleting what is not there fails.</summary>
internal sealed class DeletesOnlyWhatExists<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    public override async ValueTask DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (await GetAsync(id, cancellationToken) is StoreResult<TRecord>.NotFound)
        {
            throw new KeyNotFoundException(id);
        }

        await base.DeleteAsync(id, cancellationToken);
    }
}

/// <summary>M19: what is decided may still be edited, as long as its status stays.</summary>
internal sealed class AllowsTheSameStatus<TRecord>(TimeProvider time, Func<TRecord, TRecord, bool> sameStatus) : VersionedTable<TRecord>(time)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override bool MayBecome(TRecord stored, TRecord next) => base.MayBecome(stored, next) || sameStatus(stored, next);
}

/// <summary>H4: looks at the status before the version, so a stale update of what is decided is an invalid transition.</summary>
internal sealed class LooksAtTheStatusFirst<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override bool IsCurrent(TRecord stored, DateTimeOffset seen) => base.IsCurrent(stored, seen) || !MayBecome(stored, stored);
}
