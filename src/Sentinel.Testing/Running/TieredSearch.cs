namespace Sentinel.Testing;

/// <summary>A search in the tiers that were asked for: under control first, then under real threads.</summary>
internal static class TieredSearch
{
    /// <summary>Under control a program costs as much as under real threads, times its schedules.</summary>
    private const int ShareUnderControl = 5;

    /// <exception cref="CannotControlException">Only control was asked for, and it is not possible.</exception>
    public static LinearizabilityResult Run(
        Type specType, Spec spec, LinearizabilityOptions options, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        if (options.Mode == TestMode.Stress)
        {
            return UnderRealThreads(options, replayCorpus: true);
        }

        var both = options.Mode == TestMode.Both;
        var underControl = both
            ? options with { Runs = Math.Max(1, options.Runs / ShareUnderControl), For = options.For / 2 }
            : options;
        var controlled = ShadowCopies.With<(LinearizabilityResult? Result, string? Reason)>(
            specType,
            (engine, shadow) => Judge(engine.Search(underControl, shadow, replayCorpus: true, progress, cancellation)),
            reason => (null, reason));
        if (controlled.Result is null)
        {
            return both
                ? UnderRealThreads(options, replayCorpus: true) with { Uncontrolled = controlled.Reason }
                : throw new CannotControlException(spec.Name, controlled.Reason!);
        }

        if (!both || controlled.Result.Failure is not null || cancellation.IsCancellationRequested)
        {
            return controlled.Result;
        }

        // The counterexample files were replayed under control already, which replays them exactly.
        var result = UnderRealThreads(options with { For = options.For / 2 }, replayCorpus: false);
        return result with
        {
            UnderControl = controlled.Result,
            Replayed = controlled.Result.Replayed,
            Inconclusive = result.Inconclusive ?? controlled.Result.Inconclusive,
            Warnings = controlled.Result.Warnings,
            Elapsed = result.Elapsed + controlled.Result.Elapsed,
        };

        LinearizabilityResult UnderRealThreads(LinearizabilityOptions limits, bool replayCorpus) =>
            spec.CreateEngine().Search(limits, shadow: null, replayCorpus, progress, cancellation);
    }

    /// <summary>A call that no model covers, or code that left control, says nothing about the system under test.</summary>
    private static (LinearizabilityResult? Result, string? Reason) Judge(LinearizabilityResult result) =>
        result.Failure?.Finding is Finding.Controlled { Found: Scheduling.Finding.Unmodelled or Scheduling.Finding.Escape } finding
            ? (null, finding.Sentence)
            : (result, null);
}
