using System.Runtime.InteropServices;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Search;

/// <summary>The model's states as numbers, and its steps between them.</summary>
/// <remarks>
/// States are interned, so that a state is hashed and compared once, when a step first leads to it. The latest steps are kept in
/// a direct-mapped table, which forgets a step when another needs its place. A step's result is one number: a state, <see cref="Refused"/>, or,
/// for a nondeterministic model, the name of a set of states; <see cref="Targets"/> and <see cref="Target"/> read all three.
/// </remarks>
internal sealed class StateTable<TState, TInput, TOutput>
    where TState : notnull
{
    /// <summary>The step is refused.</summary>
    public const int Refused = -1;

    private const int MaxCachedSteps = 1 << 14;
    private const int BytesPerState = 64;
    private readonly Model<TState, TInput, TOutput> model;
    private readonly Budget budget;
    private readonly Dictionary<TState, int> ids;
    private readonly List<TState> states = [];
    private readonly List<int[]> branches = [];
    private CachedStep[] cache = [];
    private int cacheMask;

    public StateTable(Model<TState, TInput, TOutput> model, Budget budget)
    {
        this.model = model;
        this.budget = budget;

        // Without a comparer the dictionary calls the state's own equality directly, which is faster for structs.
        var comparer = model.StateComparer;
        ids = new(ReferenceEquals(comparer, EqualityComparer<TState>.Default) ? null : comparer);
    }

    public int Count => states.Count;

    public TState this[int state] => states[state];

    /// <summary>Forgets everything but the initial state, which is 0.</summary>
    public void Clear(int operations)
    {
        ids.Clear();
        states.Clear();
        branches.Clear();
        var size = 64;
        while (size < operations * 4 && size < MaxCachedSteps)
        {
            size *= 2;
        }

        if (cache.Length < size)
        {
            cache = new CachedStep[size];
        }
        else
        {
            Array.Clear(cache, 0, size);
        }

        cacheMask = size - 1;
        Intern(model.InitialState);
    }

    /// <summary>Where the operation leads from the state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="stepClass">The operation's step class.</param>
    /// <param name="representative">An operation of that class.</param>
    public int Step(int state, int stepClass, in Operation<TInput, TOutput> representative)
    {
        ref var cached = ref cache[((state * 31) + stepClass) & cacheMask];
        if (cached.StatePlusOne == state + 1 && cached.Class == stepClass)
        {
            return cached.Result;
        }

        budget.Tick();
        var result = model.IsNondeterministic
            ? Branch(model.NextStates(states[state], representative.Input, representative.Outcome))
            : model.TryStep(states[state], representative.Input, representative.Outcome, out var next) ? Intern(next) : Refused;
        cached = new() { StatePlusOne = state + 1, Class = stepClass, Result = result };
        return result;
    }

    /// <summary>How many states the step may lead to.</summary>
    public int Targets(int step) => step >= 0 ? 1 : step == Refused ? 0 : branches[Refused - 1 - step].Length;

    /// <summary>One of them.</summary>
    public int Target(int step, int which) => step >= 0 ? step : branches[Refused - 1 - step][which];

    /// <summary>Whether the step may lead to the state.</summary>
    public bool LeadsTo(int step, int state) => step >= 0 ? step == state : step != Refused && branches[Refused - 1 - step].Contains(state);

    private int Branch(IEnumerable<TState> next)
    {
        int[] targets = [.. next.Select(Intern).Distinct()];
        switch (targets.Length)
        {
            case 0:
                return Refused;
            case 1:
                return targets[0];
            default:
                branches.Add(targets);
                return Refused - branches.Count;
        }
    }

    private int Intern(TState state)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, state, out var known);
        if (!known)
        {
            id = states.Count;
            states.Add(state);
            budget.States++;
            budget.Charge(BytesPerState);
        }

        return id;
    }

    private struct CachedStep
    {
        public int StatePlusOne; // 0: free
        public int Class;
        public int Result;
    }
}
