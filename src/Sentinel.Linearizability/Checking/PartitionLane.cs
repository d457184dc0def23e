using Sentinel.Checking.Monitors;
using Sentinel.Checking.Search;
using Sentinel.Explaining;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>Decides partitions, one after the other, for one thread; several lanes share the work of a check.</summary>
/// <remarks>A lane stops at the first partition that is not linearizable, or not decided. What the search saw of it is still here then, for
/// <see cref="Explain"/> and <see cref="Hint"/>.</remarks>
internal sealed class PartitionLane<TState, TInput, TOutput>
    where TState : notnull
{
    // What a search that goes well stays below. Its own violations are explained with more operations.
    private const int ManyConfigurations = 20_000;
    private const int PerOperation = 4;

    private readonly History<TInput, TOutput> history;
    private readonly Model<TState, TInput, TOutput> model;
    private readonly bool useMonitors;
    private readonly Budget budget = new();
    private readonly PartitionSearch<TState, TInput, TOutput> search;
    private Partition partition = new(null, []);
    private MonitorResult monitored;
    private bool isSearched;
    private (int Operation, IReadOnlyList<TState> Met)? unreachable;

    /// <param name="history">What was recorded.</param>
    /// <param name="model">What would be right.</param>
    /// <param name="options">How to decide.</param>
    /// <param name="shared">Whose deadline and memory it keeps to.</param>
    /// <param name="isPointless">Whether nobody wants to know the present partition any more.</param>
    public PartitionLane(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckOptions options, Budget shared, Func<bool> isPointless)
    {
        (this.history, this.model, useMonitors) = (history, model, options.UseMonitors);
        budget.Start(shared, isPointless);
        search = new(model, budget, options.Reductions);
    }

    /// <summary>Decides a partition.</summary>
    /// <exception cref="InvalidOperationException">The model contradicts itself, or a monitor and the search contradict one another.</exception>
    public PartitionResult Decide(Partition next)
    {
        (partition, isSearched, monitored, unreachable) = (next, false, MonitorResult.NotMine, null);
        budget.Restart();
        try
        {
            return DecideWithin() with { Configurations = budget.Configurations, States = budget.States };
        }
        catch (LimitReachedException)
        {
            return Result([], budget.Reached);
        }
        catch (OutOfMemoryException)
        {
            return Result([], Limit.Memory);
        }
    }

    /// <summary>Why the last partition has no order.</summary>
    public Explanation Explain()
    {
        if (unreachable is var (operation, met))
        {
            return new Explainer<TState, TInput, TOutput>(history, model, partition).Explain(operation, met);
        }

        if (monitored.IsLinearizable is null)
        {
            return new Explainer<TState, TInput, TOutput>(history, model, partition).Explain(search);
        }

        // Few operations tell the story better than the pattern in them, unless they have too many orders for it to be found, and confirmed.
        if (partition.Indices.Length <= WindowFinder<TState, TInput, TOutput>.FewOperations)
        {
            PartitionSearch<TState, TInput, TOutput> whole = new(model, Allowance.Searches(), Reductions.All);
            if (whole.Decide(history, partition.Indices) == false
                && new Explainer<TState, TInput, TOutput>(history, model, partition).Explain(whole) is { Confirmed: true } why)
            {
                return why;
            }
        }

        var story = new Explainer<TState, TInput, TOutput>(history, model, partition with { Indices = monitored.Operations }, isPattern: true).Explain(search);
        return story with { Hidden = partition.Indices.Length - story.Operations.Length };
    }

    /// <summary>How far the last partition came, and what makes it hard; a sentence or two.</summary>
    public string Hint()
    {
        var key = partition.Key is null ? "" : $" of key {partition.Key}";
        return isSearched
            ? $"after {search.Progress.Returns} of {search.Returned} returned operations{key} were explained. {search.DescribeWidest()}"
            : $"while the {model.Monitor?.Name ?? "search"} went through {partition.Indices.Length} operations{key}.";
    }

    private PartitionResult DecideWithin()
    {
        monitored = useMonitors && model.Monitor is { } monitor ? monitor.Decide(history, partition.Indices, budget) : MonitorResult.NotMine;
        if (monitored.IsLinearizable == true)
        {
            return Result(monitored.Operations, reached: null);
        }

        // A bad pattern is decided by the search too: the violation rests on that.
        isSearched = true;
        var searched = monitored.IsLinearizable is null ? partition.Indices : monitored.Operations;
        return search.Decide(history, searched, ManyConfigurations + (PerOperation * searched.Length), out unreachable) switch
        {
            true when monitored.IsLinearizable == false => throw new InvalidOperationException(
                $"The {model.Monitor!.Name} refutes {monitored.Operations.Length} operations that have an order; a mistake in the checker."),
            true => Result(search.Witness.ToArray(), reached: null),
            false => Result(order: null, reached: null),
            null => Result([], budget.Reached),
        };
    }

    private PartitionResult Result(int[]? order, Limit? reached) => new()
    {
        Order = order,
        Reached = reached,
        DecidedBy = unreachable is not null ? "reachability" : monitored.IsLinearizable is null ? "search" : model.Monitor!.Name,
        Configurations = budget.Configurations,
        States = budget.States,
    };
}
