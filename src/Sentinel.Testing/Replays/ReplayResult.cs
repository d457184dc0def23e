namespace Sentinel.Testing;

/// <summary>What running a token's program again came to.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ReplayResult
{
    /// <summary>The spec's name.</summary>
    public required string Spec { get; init; }

    /// <summary>How it was run: <c>controlled</c> or <c>stress</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>How often it failed.</summary>
    public required ReproductionRate Reproduction { get; init; }

    /// <summary>The first of the failing runs; <see langword="null"/> where none failed.</summary>
    public LinearizabilityFailure? Failure { get; init; }

    /// <summary>Runs whose history could not be decided.</summary>
    public int Undecided { get; init; }

    /// <summary>The failure's report, or one line.</summary>
    public override string ToString() => Failure?.Report ?? WithoutFailure();

    private string WithoutFailure()
    {
        var (noun, doubt) = Tier == TierNames.Stress
            ? (Reproduction.Runs == 1 ? "run under real threads" : "runs under real threads", ", or fail more rarely than that")
            : (Reproduction.Runs == 1 ? "schedule" : "schedules", "");
        var undecided = Undecided > 0 ? $", {Undecided:N0} of them undecided" : "";
        return $"{Spec}: the program did not fail in {Reproduction.Runs:N0} {noun}{undecided}; it may be fixed{doubt}.";
    }
}
