using System.Diagnostics;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A mutex that is free or held. Who holds it is not asked: any process may release it.</summary>
/// <param name="held">Whether it is held before the first operation.</param>
/// <remarks>Immutable and thread-safe. The output of a try says whether the mutex was taken; of the others it is <see langword="true"/>.
/// An acquire of a held mutex has not returned yet, and a release of a free one never does.</remarks>
public sealed class MutexModel(bool held = false) : Model<bool, MutexOperation, bool>
{
    /// <inheritdoc/>
    public override string Name => "mutex";

    /// <inheritdoc/>
    public override bool InitialState => held;

    /// <inheritdoc/>
    public override bool TryStep(bool state, MutexOperation input, Outcome<bool> outcome, out bool next)
    {
        next = input != MutexOperation.Release;
        return input switch
        {
            MutexOperation.Acquire => !state,
            MutexOperation.TryAcquire => !outcome.IsReturned || outcome.Value == !state,
            MutexOperation.Release => state,
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(MutexOperation input, Outcome<bool> outcome) =>
        input == MutexOperation.TryAcquire && outcome.IsReturned && !outcome.Value;

    /// <inheritdoc/>
    public override string DescribeState(bool state) => state ? "held" : "free";

    /// <inheritdoc/>
    public override string DescribeOperation(MutexOperation input, Outcome<bool> outcome)
    {
        var name = input.ToString().ToLowerInvariant();
        return outcome.Kind switch
        {
            OutcomeKind.Unknown => $"{name} → ?",
            OutcomeKind.Failed => $"{name} failed",
            _ => input != MutexOperation.TryAcquire ? $"{name} → ok" : outcome.Value ? $"{name} → true" : $"{name} → false",
        };
    }

    /// <inheritdoc/>
    public override string DescribeRefusal(bool state, MutexOperation input, Outcome<bool> outcome) => $"the mutex is {DescribeState(state)} then";
}
