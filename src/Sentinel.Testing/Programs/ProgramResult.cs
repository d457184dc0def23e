using Sentinel.Checking;

namespace Sentinel.Testing;

/// <summary>What one run of a <see cref="ConcurrentProgram{TSpec}"/> came to.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ProgramResult
{
    /// <summary>What is wrong; <see langword="null"/> where nothing is.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Why the history could not be decided; <see langword="null"/> where it was.</summary>
    public Verdict.Inconclusive? Undecided { get; init; }

    /// <summary>The recorded operations, one a line, with their intervals.</summary>
    public required string History { get; init; }

    /// <summary>Whether the history was decided, and nothing is wrong.</summary>
    public bool Passed => Finding is null && Undecided is null;

    /// <summary>The finding and the history.</summary>
    public override string ToString() => $"{Finding?.Headline ?? (Undecided is null ? "linearizable" : "INCONCLUSIVE")} {Finding?.Sentence ?? Undecided?.Hint}\n{History}";
}
