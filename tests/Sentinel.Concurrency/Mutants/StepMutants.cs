using Sentinel.Stores.Records;

namespace Sentinel.Concurrency.Mutants;

/// <summary>M5: decides in one step and writes in another; what another writer did in between is lost.</summary>
internal sealed class WritesInASecondStep<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override async ValueTask<StoreResult<TRecord>> ChangeAsync(
        string id, Func<TRecord?, StoreResult<TRecord>> decide, CancellationToken cancellationToken)
    {
        var decision = await InOneStepAsync(() => decide(Find(id)), cancellationToken);
        return await InOneStepAsync(() => Write(decision), cancellationToken);
    }
}

/// <summary>M15: answers with the very record that is stored, so that the caller can change it.</summary>
internal sealed class HandsOutItsOwn<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    public override TRecord CopyOut(TRecord record) => record;
}

/// <summary>H14: keeps the very record that it is given, which the caller goes on changing.</summary>
internal sealed class KeepsTheCallersRecord<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override TRecord CopyIn(TRecord record) => record;
}
