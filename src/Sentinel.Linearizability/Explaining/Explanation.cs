using System.Collections.Immutable;

namespace Sentinel.Explaining;

/// <summary>Why no linearization exists, as data; <see cref="Sentence"/> puts it in words.</summary>
/// <remarks>
/// <para>Immutable. Operations are named by their index in the checked history.</para>
/// <para>The explanation is about a <em>window</em>: operations that together are a violation, because of which the whole history is one. Small
/// histories are their own window, up to the response of the operation that is stuck. From large ones only sound moves lead to the window: what begins
/// after that response is left out; what is still open there may be in an order or not; what returned before some moment
/// is replaced by everything that it can have come to (<see cref="StartStates"/>, and which of the operations open then had taken effect); read-only operations are left out where the
/// rest is still a violation. Of the windows of at most 12 operations the longest that can be gone through is shown; if need be, the stuck operation alone with all the states
/// that it can have met. Where a monitor decided, the window is found in its bad pattern.</para>
/// </remarks>
public sealed record Explanation
{
    /// <summary>The whole news in one sentence, with the reason that the model gives.</summary>
    public required string Sentence { get; init; }

    /// <summary>The operation that fits nowhere: the first one, in the order of responses, at which every order fails.</summary>
    public required int StuckOperation { get; init; }

    /// <summary>All states that what happened before the shown operations can have left, in the model's words; empty where nothing did.</summary>
    public ImmutableArray<string> StartStates { get; init; } = [];

    /// <summary>The longest sequence of operations that can be explained, each with the state that it leaves; its last steps where it is long.</summary>
    public required ImmutableArray<ExplainedStep> LongestPrefix { get; init; }

    /// <summary>How many operations <see cref="LongestPrefix"/> leaves out at its beginning.</summary>
    public int PrefixHidden { get; init; }

    /// <summary>What the orders run into: first the longest prefix, then the others that place everything before the stuck operation, then those that
    /// place the stuck operation earlier and fail elsewhere.</summary>
    public required ImmutableArray<RefusedStep> Alternatives { get; init; }

    /// <summary>The operations that the explanation shows, in the order of invocations.</summary>
    public required ImmutableArray<ExplainedOperation> Operations { get; init; }

    /// <summary>The key of the partition that fails, as text; <see langword="null"/> where the history is one partition.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the reference checker refuted the shown operations too, from each of the start states; <see langword="null"/> where no window was
    /// small enough for it: what is shown then is only the neighbourhood of the stuck operation.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>Operations of the failing partition that are not shown.</summary>
    public int Hidden { get; init; }
}
