using System.Collections.Immutable;
using Sentinel.Checking.Monitors;
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
    private readonly SortedSet<string> deciders = new(StringComparer.Ordinal);
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
            var result = options.UseMonitors && model.Monitor is { } monitor ? monitor.Decide(history, partition.Indices) : MonitorResult.NotMine;
            deciders.Add(result.IsLinearizable is null ? "search" : model.Monitor!.Name);
            if (result.IsLinearizable == true)
            {
                orders.Add(result.Operations);
                continue;
            }

            // A bad pattern is decided by the search too: the violation rests on that.
            switch (search.Decide(history, result.IsLinearizable is null ? partition.Indices : result.Operations))
            {
                case true when result.IsLinearizable == false:
                    throw new InvalidOperationException($"The {model.Monitor!.Name} refutes {result.Operations.Length} operations that have an order; a mistake in the checker.");
                case true:
                    orders.Add(search.Witness.ToArray());
                    break;
                case false:
                    var statistics = Statistics();
                    return new Verdict.NotLinearizable(Explain(partition, result), statistics);
                default:
                    return new Verdict.Inconclusive(budget.Reached!.Value, Hint(partition), Statistics());
            }
        }

        Linearization witness = new(ImmutableArray.Create(WitnessMerger.Merge(history, orders)));
        return WitnessVerifier.FindFault(history, model, witness) is { } fault
            ? throw new InvalidOperationException($"{LinearizabilityChecker.ContradictionMessage} {fault}")
            : new Verdict.Linearizable(witness, Statistics());
    }

    private Explanation Explain(Partition partition, MonitorResult result)
    {
        // Few operations tell the story better than the pattern in them.
        if (result.IsLinearizable is null
            || (partition.Indices.Length <= WindowFinder<TState, TInput, TOutput>.FewOperations && search.Decide(history, partition.Indices) == false))
        {
            return new Explainer<TState, TInput, TOutput>(history, model, partition).Explain(search);
        }

        search.Decide(history, result.Operations);
        var why = new Explainer<TState, TInput, TOutput>(history, model, partition with { Indices = result.Operations }, isPattern: true).Explain(search);
        return why with { Hidden = partition.Indices.Length - why.Operations.Length };
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
        DecidedBy = deciders.Count == 0 ? "search" : string.Join(", ", deciders),
        Elapsed = budget.Elapsed,
    };
}
