using Sentinel.Concurrency.Mutants;
using Sentinel.Stores.Policies;
using Sentinel.Stores.Specs.Policies;

namespace Sentinel.Concurrency.Policies;

/// <summary>The policy spec with a broken cache in place of the right one.</summary>
public abstract class PolicyMutantSpec : PolicyCacheSpec
{
    protected PolicyMutantSpec()
    {
    }

    private protected PolicyMutantSpec(TimeSpan timeToLive)
        : base(timeToLive)
    {
    }
}

/// <summary>The policy spec without a time to live, with a broken cache in place of the right one.</summary>
public abstract class UncachedMutantSpec() : PolicyMutantSpec(TimeSpan.Zero);

public sealed class PoliciesM10 : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new NeverLooksAgain(source, age, time);
}

public sealed class PoliciesM11 : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new KeepsWhateverComesLast(source, age, time);
}

public sealed class PoliciesM12 : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new AgesFromTheEnd(source, age, time);
}

public sealed class PoliciesM13 : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new KeepsFailures(source, age, time);
}

public sealed class PoliciesM14 : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new ServesAtTheBoundary(source, age, time);
}

public sealed class PoliciesH18 : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new LocksAllNames(source, age, time);
}

public sealed class PoliciesForgets : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new CachesNothing(source, age, time);
}

public sealed class PoliciesJoins : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new JoinsAnyLoad(source, age, time);
}

public sealed class PoliciesReplaces : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new ReplacesOldLoads(source, age, time);
}

public sealed class PoliciesMisreports : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new CallsMissingAFailure(source, age, time);
}

public sealed class PoliciesShares : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new SharesFailures(source, age, time);
}

public sealed class PoliciesTriesAgain : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new TriesAgain(source, age, time);
}

public sealed class PoliciesReleases : PolicyMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new ReleasesBeforeItKeeps(source, age, time);
}

public sealed class UncachedM14 : UncachedMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new ServesAtTheBoundary(source, age, time);
}

public sealed class UncachedJoins : UncachedMutantSpec
{
    protected override IPolicyLoader CreateCache(IPolicyLoader source, TimeSpan age, TimeProvider time) => new JoinsAnyLoad(source, age, time);
}
