using System.Collections.Immutable;
using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Explaining;

/// <summary>Puts what the search ran into in data and words.</summary>
internal sealed class Explainer<TState, TInput, TOutput>(
    History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, Partition partition, bool isPattern = false)
    where TState : notnull
{
    /// <summary>Explains the partition that the search has just refuted.</summary>
    public Explanation Explain(PartitionSearch<TState, TInput, TOutput> search)
    {
        var stuck = search.Stuck;
        var windows = new WindowFinder<TState, TInput, TOutput>(history, model, search, partition.Indices, stuck, Allowance.Searches()).Find();
        foreach (var window in windows)
        {
            WindowExplorer<TState, TInput, TOutput> explorer = new(window, model, stuck, Allowance.Exploration());
            if (explorer.FoundOrder)
            {
                throw new InvalidOperationException(
                    $"The search found no order before {history[stuck]}, but there is one; the model contradicts itself, or the checker does.");
            }

            if (explorer.IsComplete && Confirm(window) is { } confirmed)
            {
                return FromExplorer(stuck, window, explorer, confirmed);
            }
        }

        return FromSearch(stuck, search);
    }

    /// <summary>Explains an operation that none of the states accepts in which it can have been asked.</summary>
    public Explanation Explain(int operation, IReadOnlyList<TState> met)
    {
        Window<TState, TInput, TOutput> window = new([new(operation, history[operation])], [.. met.Select(state => new WindowStart<TState>(state, []))], IsBeginning: false);
        WindowExplorer<TState, TInput, TOutput> explorer = new(window, model, operation, Allowance.Exploration());
        return explorer.FoundOrder
            ? throw new InvalidOperationException($"No state accepts {history[operation]}, but one does; the model contradicts itself, or the checker does.")
            : FromExplorer(operation, window, explorer, Confirm(window) == true);
    }

    private Explanation FromExplorer(
        int stuck, Window<TState, TInput, TOutput> window, WindowExplorer<TState, TInput, TOutput> explorer, bool confirmed)
    {
        var longest = explorer.StuckEnds.First();
        ImmutableArray<RefusedStep> alternatives =
        [
            .. explorer.StuckEnds.Concat(explorer.OtherEnds)
                .Select(end => Refusal([.. end.Path.Select(step => step.Index)], end.Operation, [end.State])),
        ];
        return new()
        {
            Sentence = Sentence(stuck, explorer.StuckEnds.Select(end => end.State), isEveryState: true),
            StuckOperation = stuck,
            StartStates = window.IsBeginning ? [] : [.. window.Starts.Select(start => model.DescribeState(start.State)).Distinct()],
            LongestPrefix = [.. longest.Path.Select(step => new ExplainedStep(step.Index, model.DescribeState(step.State)))],
            Alternatives = alternatives,
            Operations = [.. window.Operations.Select(shown => Shown(shown.Index))],
            Key = partition.Key?.ToString(),
            Confirmed = confirmed,
            Hidden = partition.Indices.Length - window.Operations.Count,
        };
    }

    /// <summary>The window is too large to be gone through: what the search itself saw, in the neighbourhood of the stuck operation.</summary>
    private Explanation FromSearch(int stuck, PartitionSearch<TState, TInput, TOutput> search)
    {
        const int few = WindowFinder<TState, TInput, TOutput>.FewOperations - 2;
        var prefix = search.Progress.Longest.ToArray();
        var hidden = Math.Max(0, prefix.Length - few);
        var steps = Replay(prefix).Skip(hidden).ToImmutableArray();
        var frontier = search.FrontierStates;
        int[] shown = [.. steps.Select(step => step.Operation).Append(stuck).Order()];
        return new()
        {
            Sentence = Sentence(stuck, frontier, isEveryState: frontier.Count < Progress.MaxFrontierStates),
            StuckOperation = stuck,
            LongestPrefix = steps,
            PrefixHidden = hidden,
            Alternatives = [.. frontier.Take(few).Select((state, i) => Refusal([], stuck, [state]))],
            Operations = [.. shown.Select(Shown)],
            Key = partition.Key?.ToString(),
            Hidden = partition.Indices.Length - shown.Length,
        };
    }

    private IEnumerable<ExplainedStep> Replay(int[] order)
    {
        TState[] states = [model.InitialState];
        for (var i = 0; i < order.Length; i++)
        {
            var operation = history[order[i]];
            states = [.. states.SelectMany(state => model.NextStates(state, operation.Input, operation.Outcome)).Distinct(model.StateComparer)];
            var isShown = i >= order.Length - WindowFinder<TState, TInput, TOutput>.FewOperations;
            yield return new(order[i], isShown ? string.Join(" or ", states.Select(model.DescribeState)) : "");
        }
    }

    private string Sentence(int stuck, IEnumerable<TState> states, bool isEveryState)
    {
        const int few = 3;
        var operation = history[stuck];
        string[] reasons = [.. states.Select(state => model.DescribeRefusal(state, operation.Input, operation.Outcome)).Distinct()];
        var which = isEveryState
            ? isPattern
                ? "in every order of the operations shown that respects real time and explains what returned before it"
                : "in every order that respects real time and explains what returned before it"
            : "in the orders that respect real time and explain what returned before it, of which there are many";
        var clause = string.Join(", or ", reasons.Take(few));
        return $"{Text(stuck)} cannot be placed: {which}, {clause}{(reasons.Length > few ? $", or {reasons.Length - few} thing{(reasons.Length == few + 1 ? "" : "s")} more" : "")}.";
    }

    private RefusedStep Refusal(ImmutableArray<int> after, int index, TState[] states)
    {
        var operation = history[index];
        return new(
            after,
            index,
            string.Join(" or ", states.Select(model.DescribeState)),
            string.Join("; ", states.Select(state => model.DescribeRefusal(state, operation.Input, operation.Outcome))));
    }

    private bool? Confirm(Window<TState, TInput, TOutput> window)
    {
        var budget = Allowance.Reference();
        foreach (var start in window.Starts)
        {
            var operations = window.Operations.Where(shown => !start.Used.Contains(shown.Index)).Select(shown => shown.Operation);
            var found = ReferenceChecker.TryDecide(operations, model, start.State, IsSpent);
            if (found is not false)
            {
                return found is null ? null : false;
            }
        }

        return true;

        bool IsSpent()
        {
            budget.CountConfiguration();
            return budget.Reached is not null;
        }
    }

    private ExplainedOperation Shown(int index)
    {
        var operation = history[index];
        return new(index, operation.Process, operation.Interval, operation.Outcome.Kind, model.DescribeOperation(operation.Input, operation.Outcome));
    }

    private string Text(int index) => $"{history[index].Process} {model.DescribeOperation(history[index].Input, history[index].Outcome)}";
}
