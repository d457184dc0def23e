namespace Sentinel.Testing;

/// <summary>How long runs under control waited on the virtual clock, which real threads would have to wait for.</summary>
/// <param name="Mean">A run, on average.</param>
/// <param name="Longest">The run that waited longest.</param>
internal readonly record struct Waits(TimeSpan Mean, TimeSpan Longest);
