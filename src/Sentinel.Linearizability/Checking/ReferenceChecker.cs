using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>The oracle that the engine is judged by: Wing and Gong's recursion, as plain as it can be.</summary>
/// <remarks>
/// J. M. Wing and C. Gong, <em>Testing and verifying concurrent objects</em>, 1993. Exponential: for some twelve operations.
/// It shares no code with the search. Thread-safe.
/// </remarks>
public static class ReferenceChecker
{
    /// <summary>Whether the history is linearizable.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <typeparam name="TInput">What operations ask.</typeparam>
    /// <typeparam name="TOutput">What they answer.</typeparam>
    public static bool IsLinearizable<TState, TInput, TOutput>(
        IEnumerable<Operation<TInput, TOutput>> history, Model<TState, TInput, TOutput> model)
        where TState : notnull => TryDecide(history, model, model.InitialState, static () => false)!.Value;

    /// <summary>The same from another state, until it is told to give up: <see langword="null"/> then. An operation without a response is optional: an
    /// Unknown one, or a returned one whose response is of no interest.</summary>
    internal static bool? TryDecide<TState, TInput, TOutput>(
        IEnumerable<Operation<TInput, TOutput>> history, Model<TState, TInput, TOutput> model, TState initial, Func<bool> giveUp)
        where TState : notnull
    {
        var gaveUp = false;
        var found = Search([.. history.Where(operation => operation.Outcome.Kind != OutcomeKind.Failed)], initial);
        return gaveUp ? null : found;

        bool Search(List<Operation<TInput, TOutput>> left, TState state)
        {
            gaveUp |= giveUp();
            // Nothing is left but operations that may never have happened.
            if (gaveUp || left.TrueForAll(operation => operation.Interval.IsOpen))
            {
                return true;
            }

            for (var i = 0; i < left.Count; i++)
            {
                var candidate = left[i];
                // It can be next only if no other operation ended before it began.
                if (left.Exists(other => other.Interval.Precedes(candidate.Interval)))
                {
                    continue;
                }

                foreach (var next in model.NextStates(state, candidate.Input, candidate.Outcome))
                {
                    List<Operation<TInput, TOutput>> others = [.. left];
                    others.RemoveAt(i);
                    if (Search(others, next))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }
}
