using System.Collections.Immutable;

namespace Sentinel.Explaining;

/// <summary>Why no linearization exists, as data; <see cref="Sentence"/> puts it in words.</summary>
/// <remarks>Immutable. Operations are named by their index in the checked history.</remarks>
public sealed record Explanation
{
    /// <summary>The whole news in one sentence, with the reason that the model gives.</summary>
    public required string Sentence { get; init; }

    /// <summary>The operation that fits nowhere: the first one, in the order of responses, at which every order fails.</summary>
    public required int StuckOperation { get; init; }

    /// <summary>The longest sequence of operations that can be explained, each with the state that it leaves.</summary>
    public required ImmutableArray<ExplainedStep> LongestPrefix { get; init; }

    /// <summary>What each way of going on from there, and from the other prefixes that come as far, runs into.</summary>
    public required ImmutableArray<RefusedStep> Alternatives { get; init; }

    /// <summary>The operations that the explanation shows, in the order of invocations.</summary>
    public required ImmutableArray<ExplainedOperation> Operations { get; init; }

    /// <summary>The key of the partition that fails, as text; <see langword="null"/> where the history is one partition.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the reference checker refuted the shown operations too; <see langword="null"/> where they are too many for it.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>Operations of the failing partition that are not shown.</summary>
    public int Hidden { get; init; }
}
