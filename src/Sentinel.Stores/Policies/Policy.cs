namespace Sentinel.Stores.Policies;

/// <summary>A policy as its source holds it. What its text means is not this type's business: loading does not parse or validate.</summary>
/// <param name="Name">The name that it is loaded by.</param>
/// <param name="Version">Which of the policies published under that name it is, counted from 1.</param>
/// <param name="Document">The text.</param>
/// <remarks>Immutable and thread-safe: all callers of a cache can share one.</remarks>
public sealed record Policy(string Name, long Version, string Document);
