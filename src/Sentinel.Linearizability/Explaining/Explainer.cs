using System.Collections.Immutable;
using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Explaining;

/// <summary>Puts what the search ran into in words.</summary>
internal static class Explainer
{
    /// <summary>Explains a partition that the search has just refuted.</summary>
    public static Explanation Explain<TState, TInput, TOutput>(
        History<TInput, TOutput> history,
        Model<TState, TInput, TOutput> model,
        Partition partition,
        PartitionSearch<TState, TInput, TOutput> search)
        where TState : notnull
    {
        var stuck = search.Stuck;
        ref readonly var operation = ref history[stuck];
        var steps = ImmutableArray.CreateBuilder<ExplainedStep>();
        TState[] states = [model.InitialState];
        foreach (var index in search.Progress.Longest)
        {
            states = [.. states.SelectMany(state => model.NextStates(state, history[index].Input, history[index].Outcome)).Distinct(model.StateComparer)];
            steps.Add(new(index, string.Join(" or ", states.Select(model.DescribeState))));
        }

        var (input, outcome) = (operation.Input, operation.Outcome);
        var refusal = string.Join("; ", states.Select(state => model.DescribeRefusal(state, input, outcome)));
        return new()
        {
            Sentence = $"{operation.Process} {model.DescribeOperation(operation.Input, operation.Outcome)} cannot be placed: {refusal}",
            StuckOperation = stuck,
            LongestPrefix = steps.ToImmutable(),
            Alternatives = [new(stuck, string.Join(" or ", states.Select(model.DescribeState)), refusal)],
            Operations = [],
            Key = partition.Key?.ToString(),
        };
    }
}
