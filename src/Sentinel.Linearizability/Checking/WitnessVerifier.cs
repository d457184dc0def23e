using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>Verifies a linearization independently of whatever found it, in one pass over the history.</summary>
/// <remarks>It shares no code with search or monitors. Run on every positive verdict. Thread-safe.</remarks>
public static class WitnessVerifier
{
    /// <summary>Checks that the order is a linearization of the history: every Returned operation once, Unknown ones at most once,
    /// Failed ones never; real-time order kept; every step accepted by the model.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <typeparam name="TInput">What operations ask.</typeparam>
    /// <typeparam name="TOutput">What they answer.</typeparam>
    /// <returns><see langword="null"/> where it is; otherwise the first thing that is wrong, as a sentence.</returns>
    public static string? FindFault<TState, TInput, TOutput>(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, Linearization witness)
        where TState : notnull
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(witness);
        return FindFault(history, model, witness.Order.AsSpan(), budget: null);
    }

    /// <summary>The same for an order that is not wrapped.</summary>
    /// <exception cref="LimitReachedException">A limit was reached first.</exception>
    internal static string? FindFault<TState, TInput, TOutput>(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, ReadOnlySpan<int> order, Budget? budget)
        where TState : notnull =>
        FindWrongCount(history, order) ?? FindWrongOrder(history, order)
        ?? (model.IsNondeterministic ? FindRefusedStepOfAny(history, model, order, budget) : FindRefusedStep(history, model, order, budget));

    private static string? FindWrongCount<TInput, TOutput>(History<TInput, TOutput> history, ReadOnlySpan<int> order)
    {
        const int few = 256; // Small histories are verified without garbage.
        var seen = history.Count <= few ? stackalloc bool[history.Count] : new bool[history.Count];
        foreach (var index in order)
        {
            if ((uint)index >= (uint)history.Count)
            {
                return $"The order names operation {index}; the history has {history.Count}.";
            }

            if (seen[index])
            {
                return $"{history[index]} is in the order twice.";
            }

            if (history[index].Outcome.Kind == OutcomeKind.Failed)
            {
                return $"{history[index]} did not happen, but is in the order.";
            }

            seen[index] = true;
        }

        for (var index = 0; index < history.Count; index++)
        {
            if (!seen[index] && history[index].Outcome.IsReturned)
            {
                return $"{history[index]} returned, but is not in the order.";
            }
        }

        return null;
    }

    private static string? FindWrongOrder<TInput, TOutput>(History<TInput, TOutput> history, ReadOnlySpan<int> order)
    {
        // From the end: no operation further on may have ended before this one began.
        var firstResponse = Interval.Never;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var interval = history[order[i]].Interval;
            if (firstResponse < interval.Invocation)
            {
                return $"{history[order[i]]} comes before an operation that had ended when it began.";
            }

            firstResponse = Math.Min(firstResponse, interval.Response);
        }

        return null;
    }

    private static string? FindRefusedStep<TState, TInput, TOutput>(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, ReadOnlySpan<int> order, Budget? budget)
        where TState : notnull
    {
        var state = model.InitialState;
        foreach (var index in order)
        {
            budget?.Work();
            ref readonly var operation = ref history[index];
            if (!model.TryStep(state, operation.Input, operation.Outcome, out var next))
            {
                return $"{operation}: {model.DescribeRefusal(state, operation.Input, operation.Outcome)}.";
            }

            state = next;
        }

        return null;
    }

    // With a nondeterministic model there is a set of states that the steps so far may have led to.
    private static string? FindRefusedStepOfAny<TState, TInput, TOutput>(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, ReadOnlySpan<int> order, Budget? budget)
        where TState : notnull
    {
        HashSet<TState> states = new(model.StateComparer) { model.InitialState };
        foreach (var index in order)
        {
            budget?.Work();
            ref readonly var operation = ref history[index];
            HashSet<TState> after = new(model.StateComparer);
            foreach (var state in states)
            {
                after.UnionWith(model.NextStates(state, operation.Input, operation.Outcome));
            }

            if (after.Count == 0)
            {
                return $"{operation}: {model.DescribeRefusal(states.First(), operation.Input, operation.Outcome)}.";
            }

            states = after;
        }

        return null;
    }
}
