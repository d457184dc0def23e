namespace Sentinel.Stores.Specs.Policies;

/// <summary>The caching policy loader with a time to live of zero: every load returns a policy that was current during the call.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class UncachedPolicySpec() : PolicyCacheSpec(TimeSpan.Zero);
