namespace Sentinel.Stores.Policies;

/// <summary>A result that is kept.</summary>
/// <param name="Result">The result.</param>
/// <param name="Since">From when on it ages.</param>
internal sealed record CachedPolicy(PolicyLoadResult Result, DateTimeOffset Since);
