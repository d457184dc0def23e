using Sentinel.Concurrency.Mutants;
using Sentinel.Concurrency.Recording;
using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs.Requests;

namespace Sentinel.Concurrency.Requests;

/// <summary>The request spec with a broken store in place of the right one.</summary>
public abstract class RequestMutantSpec : RequestStoreSpec
{
    private protected abstract VersionedTable<AccessRequest> CreateTable(TimeProvider time);

    protected sealed override IRequestStore CreateStore(TimeProvider time) => new InMemoryRequestStore(CreateTable(time));
}

public sealed class RequestsM1 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new ComparesTheNewStamp<AccessRequest>(time);
}

public sealed class RequestsM2 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new FreezesTheStamp<AccessRequest>(time);
}

public sealed class RequestsM3 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new AllowsAnyTransition<AccessRequest>(time);
}

public sealed class RequestsM4 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new ComparesSeconds<AccessRequest>(time);
}

/// <remarks>Without the latency seam the two steps follow each other within nanoseconds; a remote store has a round trip between them.</remarks>
public sealed class RequestsM5 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) =>
        new WritesInASecondStep<AccessRequest>(time, Latency.Yield);
}

public sealed class RequestsM6 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new CreatesOver<AccessRequest>(time);
}

public sealed class RequestsM7 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new LastWriterWins<AccessRequest>(time);
}

public sealed class RequestsM8 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new LimitsBeforeItFilters<AccessRequest>(time);
}

public sealed class RequestsM9 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new ListsALaggingIndex<AccessRequest>(time);
}

public sealed class RequestsM15 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new HandsOutItsOwn<AccessRequest>(time);
}

public sealed class RequestsM17 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new CallsMissingAConflict<AccessRequest>(time);
}

public sealed class RequestsM18 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new DeletesOnlyWhatExists<AccessRequest>(time);
}

public sealed class RequestsM19 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) =>
        new AllowsTheSameStatus<AccessRequest>(time, (stored, next) => stored.Status == next.Status);
}

public sealed class RequestsH3 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new StampsWithTheClock<AccessRequest>(time);
}

public sealed class RequestsH13 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new StampsEachRecordAlone<AccessRequest>(time);
}

public sealed class RequestsH14 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new KeepsTheCallersRecord<AccessRequest>(time);
}

public sealed class RequestsH4 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new LooksAtTheStatusFirst<AccessRequest>(time);
}

public sealed class RequestsH7 : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new ReadsALaggingReplica<AccessRequest>(time);
}

public sealed class RequestsTies : RequestMutantSpec
{
    private protected override VersionedTable<AccessRequest> CreateTable(TimeProvider time) => new LeavesTies<AccessRequest>(time);
}
