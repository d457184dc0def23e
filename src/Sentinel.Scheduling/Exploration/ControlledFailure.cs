namespace Sentinel.Scheduling;

/// <summary>A failing schedule, shrunk, and how sure its replay is.</summary>
/// <param name="Finding">What is wrong; <see cref="Finding.Diverged"/> where the replays did not agree.</param>
/// <param name="Run">The run of the shrunk schedule, with its trace.</param>
/// <param name="Found">The schedule as it was found, before shrinking.</param>
/// <param name="Interleaving">The run as rows for a report, oldest first.</param>
/// <remarks>Immutable; thread-safe as far as the results in the run are.</remarks>
public sealed record ControlledFailure(Finding Finding, ControlledRun Run, Schedule Found, IReadOnlyList<InterleavingRow> Interleaving)
{
    /// <summary>The shrunk schedule: what a token must hold.</summary>
    public Schedule Schedule => Run.Schedule;
}
