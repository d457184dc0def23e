namespace Sentinel.Testing;

/// <summary>A search in the tiers that were asked for: under control first, then under real threads.</summary>
internal static class TieredSearch
{
    /// <summary>Under control a program costs as much as under real threads, times its schedules.</summary>
    private const int ShareUnderControl = 5;

    /// <summary>So few programs under real threads say nothing.</summary>
    private const int FewPrograms = 10;

    /// <summary>How long programs may wait under real threads, all together: time-outs and delays that take no time under control.</summary>
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(10);

    /// <exception cref="CannotControlException">Only control was asked for, and it is not possible.</exception>
    public static LinearizabilityResult Run(
        Type specType, Spec spec, LinearizabilityOptions options, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        if (options.Mode == TestMode.Stress)
        {
            return UnderRealThreads();
        }

        var both = options.Mode == TestMode.Both;
        var underControl = both
            ? options with { Runs = Math.Max(1, options.Runs / ShareUnderControl), For = options.For / 2 }
            : options;
        var controlled = ShadowCopies.With<(LinearizabilityResult? Result, string? Reason)>(
            specType,
            options.Rewrite,
            (engine, shadow) => Judge(engine.Search(underControl, shadow, replayCorpus: true, progress, again: null, cancellation)),
            reason => (null, reason));
        if (controlled.Result is null)
        {
            return both
                ? UnderRealThreads() with { Uncontrolled = controlled.Reason }
                : throw new CannotControlException(spec.Name, controlled.Reason!);
        }

        if (!both || controlled.Result.Failure is not null || cancellation.IsCancellationRequested)
        {
            return controlled.Result;
        }

        if (LeftToThreads(options, controlled.Result.Waits) is not { } left)
        {
            return controlled.Result with { CutShort = $"not run under real threads: {Waiting(controlled.Result.Waits)}" };
        }

        // The counterexample files were replayed under control already, which replays them exactly.
        var result = ThreadsThenControl(specType, spec, left, replayCorpus: false, progress, cancellation);
        return result with
        {
            CutShort = left.Runs == options.Runs ? null : $"only {left.Runs:N0} programs under real threads: {Waiting(controlled.Result.Waits)}",
            UnderControl = controlled.Result,
            Replayed = controlled.Result.Replayed,
            Inconclusive = result.Inconclusive ?? controlled.Result.Inconclusive,
            Warnings = controlled.Result.Warnings,
            Elapsed = result.Elapsed + controlled.Result.Elapsed,
        };

        LinearizabilityResult UnderRealThreads() =>
            spec.CreateEngine().Search(options, shadow: null, replayCorpus: true, progress, again: null, cancellation);
    }

    /// <summary>Real threads look for a failure, and what they find is looked for again under control: where it shows there, it is shrunk
    /// without luck and replays exactly. Where it does not, it is shrunk under real threads.</summary>
    public static LinearizabilityResult ThreadsThenControl(
        Type specType,
        Spec spec,
        LinearizabilityOptions options,
        bool replayCorpus,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellation) =>
        spec.CreateEngine().Search(
            options,
            shadow: null,
            replayCorpus,
            progress,
            again: (program, number) => ShadowCopies.With(
                specType,
                options.Rewrite,
                (engine, shadow) => engine.FindAgain(program, number, options, shadow, progress, cancellation),
                _ => default(LinearizabilityFailure)),
            cancellation);

    /// <summary>A call that no model covers, or code that left control, says nothing about the system under test.</summary>
    public static bool LeftControl(Finding finding) =>
        finding is Finding.Controlled { Found: Scheduling.Finding.Unmodelled or Scheduling.Finding.Escape };

    /// <summary>What real threads are asked to do, for which waiting takes time; null where that is too little to say anything.</summary>
    /// <remarks>Decided by the virtual clock, so that a test does the same every day. A run may take twice as long as one that waited under
    /// control before it counts as a hang: another program may wait longer, and timers of a busy machine are late.</remarks>
    internal static LinearizabilityOptions? LeftToThreads(LinearizabilityOptions options, Waits waits)
    {
        var time = options.For / 2;
        var affordable = waits.Mean > TimeSpan.Zero ? (time ?? MostWaiting) / waits.Mean : double.PositiveInfinity;
        return affordable < Math.Min(FewPrograms, options.Runs)
            ? null
            : options with
            {
                For = time,
                Runs = time is null ? (int)Math.Min(options.Runs, affordable) : options.Runs,
                Deadline = options.Deadline + (2 * waits.Longest),
            };
    }

    private static (LinearizabilityResult? Result, string? Reason) Judge(LinearizabilityResult result) =>
        result.Failure is { } failure && LeftControl(failure.Finding) ? (null, failure.Finding.Sentence) : (result, null);

    private static string Waiting(Waits waits) => $"one waits for {waits.Mean.TotalSeconds:0.###} s on average, which takes no time under control only";
}
