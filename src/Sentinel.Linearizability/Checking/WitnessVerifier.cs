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
        return FindWrongCount(history, witness) ?? FindWrongOrder(history, witness) ?? FindRefusedStep(history, model, witness);
    }

    private static string? FindWrongCount<TInput, TOutput>(History<TInput, TOutput> history, Linearization witness)
    {
        var seen = new bool[history.Count];
        foreach (var index in witness.Order)
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

    private static string? FindWrongOrder<TInput, TOutput>(History<TInput, TOutput> history, Linearization witness)
    {
        // From the end: no operation further on may have ended before this one began.
        var firstResponse = Interval.Never;
        for (var i = witness.Order.Length - 1; i >= 0; i--)
        {
            var interval = history[witness.Order[i]].Interval;
            if (firstResponse < interval.Invocation)
            {
                return $"{history[witness.Order[i]]} comes before an operation that had ended when it began.";
            }

            firstResponse = Math.Min(firstResponse, interval.Response);
        }

        return null;
    }

    private static string? FindRefusedStep<TState, TInput, TOutput>(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, Linearization witness)
        where TState : notnull
    {
        // With a nondeterministic model the states are a set; with the others the set has one member.
        HashSet<TState> states = new(model.StateComparer) { model.InitialState };
        var single = model.InitialState;
        foreach (var index in witness.Order)
        {
            ref readonly var operation = ref history[index];
            if (!model.IsNondeterministic)
            {
                if (!model.TryStep(single, operation.Input, operation.Outcome, out var next))
                {
                    return $"{operation}: {model.DescribeRefusal(single, operation.Input, operation.Outcome)}.";
                }

                single = next;
                continue;
            }

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
