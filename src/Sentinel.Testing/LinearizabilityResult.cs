namespace Sentinel.Testing;

/// <summary>What a search for violations came to.</summary>
/// <remarks>Immutable.</remarks>
public sealed record LinearizabilityResult
{
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

    /// <summary>Counterexample files that were replayed first.</summary>
    public int Replayed { get; init; }

    /// <summary>Time spent, for display only.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether nothing was found, and something was looked for.</summary>
    public bool Passed => Failure is null && Inconclusive is null;

    /// <summary>The failure's report, or one line.</summary>
    public override string ToString() => Failure?.Report
        ?? $"{Spec}: {(Inconclusive is null ? "passed" : $"inconclusive, {Inconclusive}")}; seed {Seed}, {Coverage}";
}
