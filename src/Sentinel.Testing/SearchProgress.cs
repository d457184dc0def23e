namespace Sentinel.Testing;

/// <summary>How far a search is, for display.</summary>
/// <param name="Spec">The spec's name.</param>
/// <param name="Activity">What is done now: <c>running</c>, <c>shrinking</c>, <c>replaying</c>.</param>
/// <param name="Done">Programs run, or candidates tried.</param>
/// <param name="Total">Programs to run; 0 where time decides.</param>
/// <param name="Detail">More, such as <c>84 → 5 operations</c>.</param>
public sealed record SearchProgress(string Spec, string Activity, long Done, long Total, string Detail);
