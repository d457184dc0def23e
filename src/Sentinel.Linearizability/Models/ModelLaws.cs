using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>Checks that a model keeps the laws that the checker relies on; for the tests of those who write models.</summary>
/// <remarks>It visits states from the initial one by the sample operations. It proves nothing about the others. Thread-safe.</remarks>
public static class ModelLaws
{
    /// <summary>Looks for a law that the model breaks.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <typeparam name="TInput">What operations ask.</typeparam>
    /// <typeparam name="TOutput">What they answer.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="samples">Inputs, each with an output that it may have in some state; the more, the better.</param>
    /// <param name="maxStates">How many states to visit.</param>
    /// <returns>The first breach as a sentence; <see langword="null"/> where none was found.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxStates"/> is zero or negative.</exception>
    public static string? FindBreach<TState, TInput, TOutput>(
        Model<TState, TInput, TOutput> model, IReadOnlyCollection<(TInput Input, TOutput Output)> samples, int maxStates = 1_000)
        where TState : notnull
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxStates);
        HashSet<TState> seen = new([model.InitialState], model.StateComparer);
        Queue<TState> states = new(seen);
        if (!seen.Contains(model.InitialState))
        {
            return "The initial state does not equal itself.";
        }

        while (states.TryDequeue(out var state))
        {
            foreach (var (input, output) in samples)
            {
                if (FindBreach(model, state, input, output) is { } breach)
                {
                    return breach;
                }

                foreach (var next in model.NextStates(state, input, Outcome<TOutput>.Returned(output)))
                {
                    if (seen.Count < maxStates && seen.Add(next))
                    {
                        states.Enqueue(next);
                    }
                }
            }
        }

        return null;
    }

    private static string? FindBreach<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, TState state, TInput input, TOutput output)
        where TState : notnull
    {
        var unknown = Outcome<TOutput>.Unknown;
        var maybe = model.NextStates(state, input, unknown).ToHashSet(model.StateComparer);
        foreach (var outcome in new[] { Outcome<TOutput>.Returned(output), unknown })
        {
            var where = $"{model.DescribeOperation(input, outcome)} in state {model.DescribeState(state)}";
            var next = model.NextStates(state, input, outcome).ToHashSet(model.StateComparer);
            var accepted = model.TryStep(state, input, outcome, out var step);
            if (!next.SetEquals(model.NextStates(state, input, outcome)))
            {
                return $"{where}: asked twice, the model gives different states.";
            }

            if (accepted != next.Count > 0 || (accepted && !next.Contains(step!)))
            {
                return $"{where}: TryStep and NextStates contradict one another.";
            }

            if (next.Count > 1 && !model.IsNondeterministic)
            {
                return $"{where}: there are {next.Count} next states, but the model says that it is deterministic.";
            }

            if (!next.IsSubsetOf(maybe))
            {
                return $"{where}: it leads to a state to which the same operation with an Unknown outcome does not lead.";
            }

            if (model.IsReadOnly(input, outcome) && !next.IsSubsetOf([state]))
            {
                return $"{where}: the model calls it read-only, but it changes the state.";
            }

            if (next.Any(one => next.Any(other => model.StateComparer.Equals(one, other) && model.StateComparer.GetHashCode(one) != model.StateComparer.GetHashCode(other))))
            {
                return $"{where}: equal next states have different hash codes.";
            }
        }

        return null;
    }
}
