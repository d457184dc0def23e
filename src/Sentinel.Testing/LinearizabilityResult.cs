namespace Sentinel.Testing;

/// <summary>What a search for violations came to.</summary>
/// <remarks>Immutable.</remarks>
public sealed record LinearizabilityResult
{
    private const int MostHints = 3;

    /// <summary>The spec's name.</summary>
    public required string Spec { get; init; }

    /// <summary>What was generated and reached.</summary>
    public required Coverage Coverage { get; init; }

    /// <summary>The seed of the search.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The first failure, shrunk; <see langword="null"/> where none was found.</summary>
    public LinearizabilityFailure? Failure { get; init; }

    /// <summary>Why a search without a failure is no pass: undecided histories, or too little that was concurrent. A sentence, or <see langword="null"/>.</summary>
    public string? Inconclusive { get; init; }

    /// <summary>How the runs of <see cref="Coverage"/> were made: <c>controlled</c> or <c>stress</c>.</summary>
    public string Tier { get; init; } = "";

    /// <summary>Under control: schedules run.</summary>
    public long Schedules { get; init; }

    /// <summary>Under control: programs of which every schedule was run.</summary>
    public int Completed { get; init; }

    /// <summary>Under control: data races, store-buffering patterns and calls without a model that were seen and do not fail the test.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why nothing was run under control; <see langword="null"/> where it was, or was not asked for.</summary>
    public string? Uncontrolled { get; init; }

    /// <summary>Of a test in both tiers, why fewer programs were run under real threads than were asked for, or none: they wait, and there that
    /// takes time. <see langword="null"/> where nothing was left out.</summary>
    public string? CutShort { get; init; }

    /// <summary>Of a test in both tiers, what was done under control before; <see langword="null"/> otherwise.</summary>
    public LinearizabilityResult? UnderControl { get; init; }

    /// <summary>This result, after what was done under control before it.</summary>
    public IEnumerable<LinearizabilityResult> Parts => UnderControl is null ? [this] : [UnderControl, this];

    /// <summary>How the runs of <see cref="Coverage"/> were made, in words: <c>under control: 4,000 schedules, 12 programs explored
    /// completely</c>, or <c>under real threads</c>.</summary>
    public string HowRun => Tier == TierNames.Controlled
        ? $"under control: {Schedules:N0} schedules, {Completed:N0} programs explored completely"
        : "under real threads";

    /// <summary>Counterexample files that were replayed first.</summary>
    public int Replayed { get; init; }

    /// <summary>Time spent, for display only.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether nothing was found, and something was looked for.</summary>
    public bool Passed => Failure is null && Inconclusive is null;

    internal Waits Waits { get; init; }

    /// <summary>What somebody should know even where the test passes: warnings, and what was left out, and why.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. Warnings.Select(warning => $"warning: {warning}"),
        .. Uncontrolled is null ? [] : (string[])[$"not run under control: {Uncontrolled}"],
        .. CutShort is null ? [] : (string[])[CutShort],
    ];

    /// <summary>The failure's report, or some lines on what was done.</summary>
    public override string ToString() => Failure is null ? string.Join('\n', Lines()) : Failure.Report + Hints();

    /// <summary>What real threads needed luck for has no interleaving; a race seen under control before may say the same, or why there was no control.</summary>
    private string Hints()
    {
        if (Failure?.Counterexample.Decisions is not RunDecisions.Stress)
        {
            return "";
        }

        return Uncontrolled is not null ? $"\n  Not run under control\n    {Uncontrolled}\n"
            : Warnings.Count > 0 ? $"\n  Seen under control before, and perhaps why\n    {string.Join("\n    ", Warnings.Take(MostHints).SelectMany(warning => warning.Split('\n')))}\n"
            : "";
    }

    private IEnumerable<string> Lines()
    {
        yield return $"{Spec}: {(Inconclusive is null ? "passed" : $"inconclusive, {Inconclusive}")}; seed {Seed}";
        foreach (var part in Parts)
        {
            yield return $"{part.HowRun}; {part.Coverage}";
        }

        foreach (var remark in Remarks)
        {
            yield return remark;
        }
    }
}
