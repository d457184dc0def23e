using Sentinel.Stores.Records;

namespace Sentinel.Concurrency.Mutants;

/// <summary>M8: takes the newest one first and filters then, so that a newer record hides the one that was looked for.</summary>
internal sealed class LimitsBeforeItFilters<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    public override async ValueTask<TRecord?> FindNewestAsync(
        Func<TRecord, bool> owner, Func<TRecord, DateTimeOffset, bool> filter, CancellationToken cancellationToken)
    {
        var passes = false;
        var newest = await base.FindNewestAsync(owner, (record, now) => (passes = filter(record, now)) | true, cancellationToken);
        return passes ? newest : null;
    }
}

/// <summary>M9: lists and searches go through an index that is one write behind.</summary>
internal sealed class ListsALaggingIndex<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    private TRecord[] index = [];

    public override IEnumerable<TRecord> Listed() => index;

    protected override void Store(TRecord record)
    {
        index = [.. base.Listed()];
        base.Store(record);
    }
}

/// <summary>H7: a record is read from a replica that is one write behind.</summary>
internal sealed class ReadsALaggingReplica<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    private Dictionary<string, TRecord> replica = [];

    public override ValueTask<StoreResult<TRecord>> GetAsync(string id, CancellationToken cancellationToken) => InOneStepAsync(
        () => replica.TryGetValue(id, out var stored) ? new StoreResult<TRecord>.Ok(CopyOut(stored)) : Missing(), cancellationToken);

    protected override void Store(TRecord record)
    {
        replica = Listed().ToDictionary(stored => stored.Id);
        base.Store(record);
    }
}

/// <summary>Lists are sorted by creation alone: records of one instant stay as they came.</summary>
internal sealed class LeavesTies<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    public override IEnumerable<TRecord> NewestFirst(Func<TRecord, bool> filter) =>
        Listed().Where(filter).OrderByDescending(record => record.CreatedAt);
}
