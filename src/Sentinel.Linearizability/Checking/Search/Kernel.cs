using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Search;

/// <summary>The search for any model: decides one partition.</summary>
/// <remarks>
/// <para>Wing and Gong's search (<em>Testing and verifying concurrent objects</em>, 1993) in the just-in-time order of G. Lowe (<em>Testing for
/// linearizability</em>, 2017), with his memo: returns are walked in the order of time, and operations are linearized only when the next return needs it.
/// A <em>configuration</em> is (the next return k, the model's state, which of the operations open at k are linearized, which Unknown operations are used).
/// Depth first and iterative: depth costs memory, which is accounted, never stack.</para>
/// <para>Just in time. Whatever is taken is open (or Unknown, and invoked) at the next return, and that return is passed as soon as its operation is taken.
/// Nothing that is legal is lost: take any linearization, as it stands, up to and with the operation x that returns next. What stands before x is invoked by the
/// return of x, for what is invoked later stands after x; so all of it is open then, or has returned and been passed. Take it, pass
/// every return whose operation is in it, and go on with the next one. Conversely what the search finds keeps real time: at the moment when an operation opens, every operation
/// that returned before it is linearized, as the walk stops at the first that is not. Intervals are closed, so that "invoked by the return" includes
/// the very number of it.</para>
/// <para>Memo. What can complete a configuration depends on nothing but the four: operations that returned are all linearized, those that are not open yet are not, and
/// of an Unknown class it is only the number used that counts (<see cref="SearchProblem{TInput, TOutput}"/>).</para>
/// <para>Partitions: Horn and Kroening (<em>Faster linearizability checking via P-compositionality</em>, 2015) allow each key's operations to be decided alone; that
/// is done before the kernel is called, which knows nothing of it.</para>
/// <para>What is proved. Let the <em>distance</em> of a configuration be the smallest number of operations that complete it, counted after the greedy reads,
/// infinite where nothing does. To complete is to pass every return up to the goal: an operation that returns after it may stay out.
/// Claim: when the search has exhausted its choices, every configuration that it entered has infinite distance.
/// For otherwise take, of those entered, one with the smallest distance L, and an order of length L from it. The argument above each reduction
/// turns that order into one no longer than L whose first step the search does take, or shows another entered configuration that is nearer, or an
/// ancestor as near (and ancestors end). The step leads to a configuration of distance at most L − 1 that was entered, or was covered by one with the
/// same possibilities that was entered: a contradiction either way. The memo therefore needs no distinction between failed and
/// unfinished configurations, and the reductions may be combined.</para>
/// <para>Reusable, for one thread at a time.</para>
/// </remarks>
internal sealed partial class Kernel<TState, TInput, TOutput, TMask> : IKernel<TState, TInput, TOutput>
    where TState : notnull
    where TMask : struct, IMask<TMask>
{
    private readonly SearchProblem<TInput, TOutput> problem;
    private readonly OpenList open;
    private readonly Budget budget;
    private readonly Reductions reductions;
    private readonly StateTable<TState, TInput, TOutput> states;
    private readonly Memo<TMask> memo;
    private readonly UnknownUses uses;
    private History<TInput, TOutput> history = History<TInput, TOutput>.Empty;
    private int state;
    private int use;
    private int goal;
    private TMask done;

    public Kernel(
        Model<TState, TInput, TOutput> model, SearchProblem<TInput, TOutput> problem, OpenList open, Budget budget, Reductions reductions)
    {
        this.problem = problem;
        this.open = open;
        this.budget = budget;
        this.reductions = reductions;
        states = new(model, budget);
        memo = new(budget);
        uses = new(budget, reductions);
        twinSeen = [];
    }

    /// <summary>How far the search came.</summary>
    public Progress Progress { get; } = new();

    /// <inheritdoc/>
    public IEnumerable<TState> FrontierStates => Progress.Frontier.ToArray().Select(id => states[id]);

    /// <summary>The steps of the linearization that was found, as indices in the history.</summary>
    public ReadOnlySpan<int> Witness => path.AsSpan(0, pathLength);

    /// <inheritdoc/>
    public bool? Run(History<TInput, TOutput> checkedHistory, int returnsToPass, long pauseAt = long.MaxValue)
    {
        history = checkedHistory;
        goal = returnsToPass;
        states.Clear(problem.Count);
        memo.Clear(open.Slots);
        if (problem.Unknown.Count > 0)
        {
            uses.Clear(problem.Unknown.Count);
        }

        Progress.Clear();
        ClearStack();
        state = 0;
        use = 0;
        done = default;
        if (Settle(out _))
        {
            return true;
        }

        Enter(from: -1, before: -1);
        return Exhaust(pauseAt);
    }

    /// <inheritdoc/>
    public bool? Resume() => Exhaust(long.MaxValue);

    /// <inheritdoc/>
    public int[] CountStarts(int first, int last) => memo.CountAcross(first, last);

    /// <inheritdoc/>
    public IEnumerable<WindowStart<TState>> StartsAt(int k, IReadOnlyList<int> operations, bool andAt)
    {
        foreach (var entered in memo.Across(k, andAt))
        {
            HashSet<int> used = UsedIn(entered.Use);
            foreach (var operation in operations)
            {
                if (open.ReturnOf(operation) < entered.Next
                    || (operation < problem.Opened[entered.Next] && entered.Done.Has(open.Slot[operation])))
                {
                    used.Add(problem.Source[operation]);
                }
            }

            yield return new(states[entered.State], used);
        }
    }

    private bool? Exhaust(long pauseAt)
    {
        while (frameCount > 0 && budget.Reached is null)
        {
            if (budget.Configurations >= pauseAt)
            {
                return null;
            }

            ref var frame = ref frames[frameCount - 1];
            open.BackTo(frame.Next);
            if (!TakeChoice(ref frame))
            {
                Progress.Note(frame.Next, path.AsSpan(0, frame.PathLength), frame.State);
                Leave();
                continue;
            }

            if (Settle(out var useful))
            {
                return true;
            }

            // The state before an Unknown operation matters only while nothing was done that needed the operation; see Expansion.
            Enter(frame.Next, choseUnknown && !useful ? frame.State : -1);
        }

        NoteUnfinished();
        return budget.Reached is null ? false : null;
    }

    /// <summary>Passes the returns of operations already linearized, and linearizes what can be without a choice.</summary>
    /// <param name="useful">Whether any of that happened.</param>
    /// <returns>Whether everything is linearized.</returns>
    /// <remarks>
    /// <para>Greedy reads: an operation that changes no state <em>wherever</em> the model accepts it with this outcome is linearized as soon as it is
    /// accepted. Given: it is open here and accepted here. Take an order that completes the configuration; if the operation stands in it, take it out of there, and put it first.
    /// Legal: it is accepted here by assumption; it changes the state neither here nor where it stood, so every other step meets the state that it met.
    /// Real time: it is invoked, what returned before its invocation is linearized, and earlier is no later than its return. No other operation has moved. The order is no longer:
    /// what is left of it after the operation is what it was, or one less.</para>
    /// <para>Where it would fail: it is not enough that the operation changes nothing now. Register at 5, <c>write(5)</c> open; then <c>write(3)</c>, <c>read → 3</c>, <c>read → 5</c>
    /// one after the other: with <c>write(5)</c> linearized at once there is nothing left to bring the 5 back. So a model that calls such an operation
    /// read-only is caught below, as far as a step shows it.</para>
    /// </remarks>
    private bool Settle(out bool useful)
    {
        useful = false;
        while (true)
        {
            while (open.Position < goal && done.Has(open.Slot[problem.Returns[open.Position]]))
            {
                done = done.Without(open.Slot[problem.Returns[open.Position]]);
                open.Forward();
                useful = true;
            }

            if (open.Position == goal)
            {
                return true;
            }

            if (!reductions.GreedyReads || !TakeReads())
            {
                return false;
            }

            useful = true;
        }
    }

    private bool TakeReads()
    {
        var taken = false;
        for (var operation = open.First; operation != open.End; operation = open.After(operation))
        {
            var step = problem.Class[operation];
            if (!problem.ReadOnly[step] || done.Has(open.Slot[operation]))
            {
                continue;
            }

            var next = Step(state, step);
            if (next == StateTable<TState, TInput, TOutput>.Refused)
            {
                continue;
            }

            if (next == state)
            {
                Append(problem.Source[operation]);
                done = done.With(open.Slot[operation]);
                taken = true;
            }
            else
            {
                throw new InvalidOperationException(
                    $"The model says that {history[problem.Source[operation]]} is read-only, but its step changes the state.");
            }
        }

        return taken;
    }

    private int Step(int from, int step) => states.Step(from, step, in history[problem.Representative[step]]);

    private HashSet<int> UsedIn(int set)
    {
        HashSet<int> used = [];
        for (var unknownClass = 0; unknownClass < problem.Unknown.Count; unknownClass++)
        {
            used.UnionWith(problem.Unknown[unknownClass].Members.Take(uses.Count(set, unknownClass)));
        }

        return used;
    }
}
