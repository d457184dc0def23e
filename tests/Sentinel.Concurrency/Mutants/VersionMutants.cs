using Sentinel.Stores.Records;

namespace Sentinel.Concurrency.Mutants;

/// <summary>M1: the version is compared with the new stamp instead of the one that the caller saw, so every update is a conflict.</summary>
internal sealed class ComparesTheNewStamp<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override bool IsCurrent(TRecord stored, DateTimeOffset seen) => stored.UpdatedAt == NextStamp(stored);
}

/// <summary>M2: an update leaves the stamp as it is, so the versions of two writers never differ.</summary>
internal sealed class FreezesTheStamp<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override DateTimeOffset NextStamp(TRecord? replaced) => replaced?.UpdatedAt ?? base.NextStamp(replaced);
}

/// <summary>M4: versions are compared to the second, so updates within one second do not see each other.</summary>
internal sealed class ComparesSeconds<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override bool IsCurrent(TRecord stored, DateTimeOffset seen) =>
        stored.UpdatedAt.ToUnixTimeSeconds() == seen.ToUnixTimeSeconds();
}

/// <summary>M7: the last writer wins; versions are not compared at all.</summary>
internal sealed class LastWriterWins<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override bool IsCurrent(TRecord stored, DateTimeOffset seen) => true;
}

/// <summary>H3: the stamp is the clock's instant, so two writes at one instant have one version.</summary>
internal sealed class StampsWithTheClock<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override DateTimeOffset NextStamp(TRecord? replaced) => Now;
}

/// <summary>H13: stamps increase for each record alone, so a record that is deleted and made again gets its old version back.</summary>
internal sealed class StampsEachRecordAlone<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    : VersionedTable<TRecord>(time, latency)
    where TRecord : class, IVersionedRecord<TRecord>
{
    protected override DateTimeOffset NextStamp(TRecord? replaced) =>
        replaced is not null && replaced.UpdatedAt >= Now ? replaced.UpdatedAt.AddTicks(1) : Now;
}
