using Sentinel.Stores.Policies;

namespace Sentinel.Concurrency.Policies;

/// <summary>The policy part of the concurrency plan. What each test does, and why, stands in <see cref="PolicyScenarios"/>.</summary>
public sealed class CachedLoaderConcurrentTests
{
    [Fact]
    public void CachedLoader_ConcurrentRead() => PolicyScenarios.ConcurrentRead(Right);

    [Fact]
    public void CachedLoader_ConcurrentReadWrite() => PolicyScenarios.ConcurrentReadWrite(Right);

    [Fact]
    public void CachedLoader_ConcurrentExpiry() => PolicyScenarios.ConcurrentExpiry(Right);

    [Fact]
    public void CachedLoader_ConcurrentDifferentKeys() => PolicyScenarios.ConcurrentDifferentKeys(Right);

    [Fact]
    public void CachedLoader_DoubleCheckLocking() => PolicyScenarios.DoubleCheckLocking(Right);

    [Fact]
    public void CachedLoader_ConcurrentFailure() => PolicyScenarios.ConcurrentFailure(Right);

    [Fact]
    public void CachedLoader_LateJoiner() => PolicyScenarios.LateJoiner(Right);

    private static CachingPolicyLoader Right(IPolicyLoader source, TimeSpan timeToLive, TimeProvider time) => new(source, timeToLive, time);
}
