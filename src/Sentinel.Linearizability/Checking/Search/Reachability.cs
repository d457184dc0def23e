using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Search;

/// <summary>Looks for an operation that no state accepts which can be reached while it is open: a violation that shows without a search, however many orders there are.</summary>
/// <remarks>
/// <para>For each open operation o two sets of states are kept: those in which the object can be while o has not taken effect, and those in which it can be when o has. What the
/// other operations do is relaxed: while it is open (an Unknown one from its invocation on) each may take effect any number of times. So both sets are closed under the steps of
/// all operations but o, and the second has what a step of o makes of the first. When x returns, x has taken effect: the states of its second set are those that are possible then.
/// The others go from all sets, and operations that open next begin with them.</para>
/// <para>Claim: along the just-in-time walk of any linearization (<see cref="Kernel{TState, TInput, TOutput, TMask}"/>) the state is in the first set of every open operation that
/// has not taken effect, and in the second of every one that has. An operation opens: it has not taken effect, and its first set is all that is possible. A step of p from s to t,
/// where p is open, or Unknown and invoked: for another operation o, t is in the set that s was in, as that is closed under steps of p, also where o has the same input; for p
/// itself s was in the first set, so that t is in the second. A return of x: the state is in the second set of x, and in a set of each other operation, hence in what is left of
/// that.</para>
/// <para>So if no state that the first set of x ever had accepts x, there is no linearization, and x alone with those states shows it. Where the return of another operation
/// emptied the second set of x there is none either, but x alone does not show it: that is left to the search, and so are problems in which too many states are met.</para>
/// <para>The time is in proportion to the returns, the operations open at once and the states. The search pauses for it when it has entered many configurations (<see
/// cref="PartitionLane{TState, TInput, TOutput}"/>).</para>
/// </remarks>
internal sealed class Reachability<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, SearchProblem<TInput, TOutput> problem, Budget budget)
    where TState : notnull
{
    private readonly StateTable<TState, TInput, TOutput> states = new(model, budget);
    private readonly List<Tracked> open = [];

    // For each step class the results of its step from each state, as far as anybody asked.
    private const int NotAsked = int.MinValue;
    private readonly Dictionary<int, List<int>> rows = [];

    // For each state those to which some open operation leads, those to which at least two do, and those to which an Unknown one does.
    private readonly StateSet[] once = new StateSet[StateSet.Capacity];
    private readonly StateSet[] twice = new StateSet[StateSet.Capacity];
    private readonly StateSet[] always = new StateSet[StateSet.Capacity];
    private int alwaysStates;
    private int alwaysClasses;
    private History<TInput, TOutput> history = History<TInput, TOutput>.Empty;

    /// <summary>Looks at the loaded problem.</summary>
/// /// <returns>The operation, by its index in the history, with all states in which it can have been asked, none of which accepts it; <see langword="null"/> where
/// none was found.</returns>
    public (int Operation, IReadOnlyList<TState> Met)? Find(History<TInput, TOutput> checkedHistory)
    {
        history = checkedHistory;
        states.Clear(problem.Count);
        var (possible, opened) = (StateSet.Of(0), 0);
        for (var k = 0; k < problem.Count; k++)
        {
            budget.Tick();
            for (; opened < problem.Opened[k]; opened++)
            {
                open.Add(new() { Operation = opened, Before = possible });
            }

            if (budget.Reached is not null || !TryFindSteps(k))
            {
                return null;
            }

            var returning = Advance(problem.Returns[k]);
            if (returning.After.IsEmpty)
            {
                return returning.WasAccepted ? null : (problem.Source[returning.Operation], [.. Enumerable.Range(0, states.Count).Where(returning.Met.Has).Select(id => states[id])]);
            }

            possible = returning.After;
            foreach (var other in open)
            {
                other.Before &= possible;
                other.After &= possible;
            }
        }

        return null;
    }

    /// <summary>Finds what the operations that are available at the k-th return lead to, from all states that are known and those that are met by it.</summary>
    /// <returns>Whether the states are few enough.</returns>
    private bool TryFindSteps(int k)
    {
        int known;
        do
        {
            known = states.Count;
            Array.Clear(once);
            Array.Clear(twice);
            foreach (var operation in open)
            {
                var step = problem.Class[operation.Operation];
                for (var state = 0; state < known && !problem.ReadOnly[step]; state++)
                {
                    var next = After(step, state);
                    twice[state] |= once[state] & next;
                    once[state] |= next;
                }
            }

            FindUnknownSteps(k, known);
        }
        while (states.Count > known && states.Count <= StateSet.Capacity && budget.Reached is null);
        return states.Count <= StateSet.Capacity;
    }

    // Classes stand in the order of their first invocation, and none returns: only what is new has to be looked at.
    private void FindUnknownSteps(int k, int known)
    {
        if (known > alwaysStates)
        {
            Array.Clear(always);
            (alwaysStates, alwaysClasses) = (known, 0);
        }

        for (; alwaysClasses < problem.Unknown.Count && problem.Unknown[alwaysClasses].AvailableFrom[0] <= k && budget.Reached is null; alwaysClasses++)
        {
            for (var state = 0; state < known; state++)
            {
                always[state] |= After(problem.Unknown[alwaysClasses].Step, state);
            }
        }
    }

    // Beyond the limit the states mean nothing, and nobody looks at them.
    private StateSet After(int step, int state)
    {
        var result = ResultOf(step, state);
        StateSet after = default;
        for (var i = 0; i < states.Targets(result); i++)
        {
            after |= StateSet.Of(states.Target(result, i) % StateSet.Capacity);
        }

        return after;
    }

    private int ResultOf(int step, int state)
    {
        if (!rows.TryGetValue(step, out var row))
        {
            rows.Add(step, row = []);
        }

        if (row.Count <= state)
        {
            budget.Charge((state + 1 - row.Count) * sizeof(int));
            row.AddRange(Enumerable.Repeat(NotAsked, state + 1 - row.Count));
        }

        return row[state] != NotAsked ? row[state] : row[state] = states.Step(state, step, in history[problem.Representative[step]]);
    }

    /// <summary>Brings all sets up to the moment just before the next return, and takes the returning operation out.</summary>
    private Tracked Advance(int returning)
    {
        var place = 0;
        for (var i = 0; i < open.Count; i++)
        {
            var operation = open[i];
            var step = problem.Class[operation.Operation];
            operation.Before = Close(operation.Before, step);
            operation.Met |= operation.Before;
            StateSet taken = default;
            for (var left = operation.Before; !left.IsEmpty; left = left.Without(StateSet.Of(left.First)))
            {
                taken |= After(step, left.First);
            }

            operation.WasAccepted |= !taken.IsEmpty;
            operation.After = Close(operation.After | taken, step);
            place = operation.Operation == returning ? i : place;
        }

        var found = open[place];
        open[place] = open[^1];
        open.RemoveAt(open.Count - 1);
        return found;
    }

    // All states that others lead to from these: a step that only the operation itself makes does not count.
    private StateSet Close(StateSet from, int own)
    {
        for (var left = from; !left.IsEmpty;)
        {
            var state = left.First;
            var alone = problem.ReadOnly[own] ? default : After(own, state).Without(twice[state]);
            var next = (once[state].Without(alone) | always[state]).Without(from);
            from |= next;
            left = left.Without(StateSet.Of(state)) | next;
        }

        return from;
    }

    /// <summary>An open operation with its sets of states.</summary>
    private sealed class Tracked
    {
        public required int Operation { get; init; }

        /// <summary>Where the object can be while the operation has not taken effect.</summary>
        public required StateSet Before { get; set; }

        /// <summary>Where it can be when the operation has.</summary>
        public StateSet After { get; set; }

        /// <summary>What <see cref="Before"/> has held so far.</summary>
        public StateSet Met { get; set; }

        /// <summary>Whether some of it accepts the operation.</summary>
        public bool WasAccepted { get; set; }
    }
}
