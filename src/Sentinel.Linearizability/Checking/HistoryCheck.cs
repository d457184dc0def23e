using System.Collections.Immutable;
using Sentinel.Checking.Search;
using Sentinel.Explaining;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>One check: partitions, decides each, and puts the verdict together.</summary>
internal sealed class HistoryCheck<TState, TInput, TOutput>
    where TState : notnull
{
    private readonly History<TInput, TOutput> history;
    private readonly Model<TState, TInput, TOutput> model;
    private readonly CheckOptions options;
    private readonly Budget budget = new();
    private readonly PartitionSearch<TState, TInput, TOutput> search;
    private int partitions;

    public HistoryCheck(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckOptions options, CancellationToken cancellationToken)
    {
        this.history = history;
        this.model = model;
        this.options = options;
        budget.Start(options, cancellationToken);
        search = new(model, budget, options.Reductions);
    }

    public Verdict Run()
    {
        var split = Partitioner.Split(history, model);
        partitions = split.Count;
        List<int[]> orders = new(split.Count);
        foreach (var partition in split)
        {
            switch (search.Decide(history, partition.Indices))
            {
                case true:
                    orders.Add(search.Witness.ToArray());
                    break;
                case false:
                    var statistics = Statistics();
                    return new Verdict.NotLinearizable(new Explainer<TState, TInput, TOutput>(history, model, partition).Explain(search), statistics);
                default:
                    return new Verdict.Inconclusive(budget.Reached!.Value, Hint(partition), Statistics());
            }
        }

        Linearization witness = new(ImmutableArray.Create(WitnessMerger.Merge(history, orders)));
        return WitnessVerifier.FindFault(history, model, witness) is { } fault
            ? throw new InvalidOperationException($"{LinearizabilityChecker.ContradictionMessage} {fault}")
            : new Verdict.Linearizable(witness, Statistics());
    }

    private string Hint(Partition partition)
    {
        var key = partition.Key is null ? "" : $" of key {partition.Key}";
        var reached = budget.Reached switch
        {
            Limit.Time => $"The time limit of {options.Timeout} was reached",
            Limit.States => $"The limit of {options.MaxStates} configurations was reached",
            Limit.Memory => $"The memory limit of {options.MaxMemoryBytes >> 20} MiB was reached",
            _ => "The check was cancelled",
        };
        return $"{reached} after {search.Progress.Returns} of {search.Returned} returned operations{key} were explained. {search.DescribeWidest()} "
            + "Fewer processes or operations a history, keys that split it, or a higher limit may decide it.";
    }

    private CheckStatistics Statistics() => new()
    {
        Operations = history.Count,
        Partitions = partitions,
        Configurations = budget.Configurations,
        States = budget.States,
        Elapsed = budget.Elapsed,
    };
}
