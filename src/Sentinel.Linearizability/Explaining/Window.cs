using Sentinel.Checking.Search;

namespace Sentinel.Explaining;

/// <summary>Operations that together are a violation; see <see cref="Explanation"/> for the moves that lead to it.</summary>
/// <param name="Operations">The operations with their indices in the history, in the order of invocations. Optional ones have no response.</param>
/// <param name="Starts">What may have happened before: every state, each with the operations that took effect then already.</param>
/// <param name="IsBeginning">Whether nothing happened before.</param>
internal sealed record Window<TState, TInput, TOutput>(
    IReadOnlyList<WindowOperation<TInput, TOutput>> Operations, IReadOnlyList<WindowStart<TState>> Starts, bool IsBeginning);
