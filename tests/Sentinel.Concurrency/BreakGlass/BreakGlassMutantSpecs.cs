using Sentinel.Concurrency.Mutants;
using Sentinel.Concurrency.Recording;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;
using Sentinel.Stores.Specs.BreakGlass;

namespace Sentinel.Concurrency.BreakGlass;

/// <summary>The break-glass spec with a broken store in place of the right one.</summary>
public abstract class BreakGlassMutantSpec : BreakGlassStoreSpec
{
    private protected abstract VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time);

    private protected virtual OpeningDesk CreateDesk(VersionedTable<BreakGlassEvent> table) => new(table);

    protected sealed override IBreakGlassStore CreateStore(TimeProvider time)
    {
        var table = CreateTable(time);
        return new InMemoryBreakGlassStore(table, CreateDesk(table));
    }
}

public sealed class BreakGlassM1 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new ComparesTheNewStamp<BreakGlassEvent>(time);
}

public sealed class BreakGlassM2 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new FreezesTheStamp<BreakGlassEvent>(time);
}

public sealed class BreakGlassM3 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new AllowsAnyTransition<BreakGlassEvent>(time);
}

public sealed class BreakGlassM4 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new ComparesSeconds<BreakGlassEvent>(time);
}

/// <remarks>Without the latency seam the two steps follow each other within nanoseconds; a remote store has a round trip between them.</remarks>
public sealed class BreakGlassM5 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new WritesInASecondStep<BreakGlassEvent>(time, Latency.Yield);
}

public sealed class BreakGlassM6 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new CreatesOver<BreakGlassEvent>(time);
}

public sealed class BreakGlassM7 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new LastWriterWins<BreakGlassEvent>(time);
}

public sealed class BreakGlassM8 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new LimitsBeforeItFilters<BreakGlassEvent>(time);
}

public sealed class BreakGlassM9 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new ListsALaggingIndex<BreakGlassEvent>(time);
}

public sealed class BreakGlassM15 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new HandsOutItsOwn<BreakGlassEvent>(time);
}

public sealed class BreakGlassM17 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new CallsMissingAConflict<BreakGlassEvent>(time);
}

public sealed class BreakGlassM18 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new DeletesOnlyWhatExists<BreakGlassEvent>(time);
}

public sealed class BreakGlassM19 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new AllowsTheSameStatus<BreakGlassEvent>(time, (stored, next) => stored.Status == next.Status);
}

public sealed class BreakGlassH3 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new StampsWithTheClock<BreakGlassEvent>(time);
}

public sealed class BreakGlassH13 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new StampsEachRecordAlone<BreakGlassEvent>(time);
}

public sealed class BreakGlassH14 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new KeepsTheCallersRecord<BreakGlassEvent>(time);
}

public sealed class BreakGlassM16 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new(time);

    private protected override OpeningDesk CreateDesk(VersionedTable<BreakGlassEvent> table) => new CountsStrictlyAfter(table);
}

public sealed class BreakGlassH1 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new(time, Latency.Yield);

    private protected override OpeningDesk CreateDesk(VersionedTable<BreakGlassEvent> table) => new LooksBeforeItOpens(table);
}

public sealed class BreakGlassH2 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new(time, Latency.Yield);

    private protected override OpeningDesk CreateDesk(VersionedTable<BreakGlassEvent> table) => new CountsBeforeItOpens(table);
}

public sealed class BreakGlassSkips : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new(time);

    private protected override OpeningDesk CreateDesk(VersionedTable<BreakGlassEvent> table) => new LooksAtOneQuota(table);
}

public sealed class BreakGlassH4 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new LooksAtTheStatusFirst<BreakGlassEvent>(time);
}

public sealed class BreakGlassH7 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new ReadsALaggingReplica<BreakGlassEvent>(time);
}

public sealed class BreakGlassTies : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new LeavesTies<BreakGlassEvent>(time);
}

public sealed class BreakGlassH12 : BreakGlassMutantSpec
{
    private protected override VersionedTable<BreakGlassEvent> CreateTable(TimeProvider time) => new(time);

    private protected override OpeningDesk CreateDesk(VersionedTable<BreakGlassEvent> table) => new ForgetsWhatIsPast(table);
}
