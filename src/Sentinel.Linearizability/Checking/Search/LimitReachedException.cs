namespace Sentinel.Checking.Search;

/// <summary>Ends work that has no half-way result, such as a monitor's, at a limit; the check turns it into <see cref="Verdict.Inconclusive"/>.</summary>
internal sealed class LimitReachedException() : Exception("A limit of the check was reached.");
