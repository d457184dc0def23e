namespace Sentinel.Testing;

/// <summary>A failure, shrunk, with what is needed to see it again.</summary>
/// <remarks>Immutable.</remarks>
public sealed record LinearizabilityFailure
{
    /// <summary>What is wrong.</summary>
    public required Finding Finding { get; init; }

    /// <summary>Its text: a headline, a timeline, why no order works, how to replay it; some 60 lines at most.</summary>
    public required string Report { get; init; }

    /// <summary>The shrunk program, the recorded history and the token.</summary>
    public required Counterexample Counterexample { get; init; }

    /// <summary>Operations of the shrunk program.</summary>
    public required int Operations { get; init; }

    /// <summary>The program that failed first, counted from 1.</summary>
    public required long FoundAfterPrograms { get; init; }

    /// <summary>How often the shrunk program failed when it was run again.</summary>
    public required ReproductionRate Reproduction { get; init; }

    /// <summary>Under control: how often its schedule leaves a process that could have gone on; 0 under real threads, which do not say.</summary>
    public int Preemptions { get; init; }

    /// <summary>The counterexample file; <see langword="null"/> where none was written, or could be: then the report says why.</summary>
    public string? SavedTo { get; init; }
}
