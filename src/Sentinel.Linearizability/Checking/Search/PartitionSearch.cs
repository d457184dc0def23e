using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Search;

/// <summary>Decides partitions, one after the other, with a kernel whose masks are as wide as the partition needs.</summary>
internal sealed class PartitionSearch<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, Budget budget, Reductions reductions)
    where TState : notnull
{
    private readonly SearchProblem<TInput, TOutput> problem = new();
    private readonly OpenList open = new();
    private Kernel<TState, TInput, TOutput, Mask64>? narrow;
    private Kernel<TState, TInput, TOutput, WideMask>? wide;
    private IKernel<TState, TInput, TOutput>? kernel;
    private History<TInput, TOutput> history = History<TInput, TOutput>.Empty;

    /// <summary>How far the search came.</summary>
    public Progress Progress => kernel!.Progress;

    /// <summary>The linearization that was found, as indices in the history.</summary>
    public ReadOnlySpan<int> Witness => kernel!.Witness;

    /// <summary>Returned operations of the partition.</summary>
    public int Returned => problem.Count;

    /// <summary>The operation, by its index in the history, at whose return the search got stuck.</summary>
    public int Stuck => problem.Source[problem.Returns[Progress.Returns]];

    /// <summary>The states in which the search met the return of <see cref="Stuck"/>: all there are, unless they are as many as
    /// <see cref="Progress.MaxFrontierStates"/>.</summary>
    public IReadOnlyList<TState> FrontierStates => [.. kernel!.FrontierStates];

    /// <summary>Decides the operations with these indices, given in the order of invocations.</summary>
    /// <returns><see langword="null"/> where a limit was reached.</returns>
    public bool? Decide(History<TInput, TOutput> checkedHistory, ReadOnlySpan<int> indices)
    {
        Load(checkedHistory, indices);
        return kernel!.Run(history, problem.Count);
    }

    /// <summary>The same, but where that takes more than so many configurations, first looks for what no state accepts (<see cref="Reachability{TState, TInput, TOutput}"/>).</summary>
    /// <param name="checkedHistory">The history.</param>
    /// <param name="indices">Its operations to decide.</param>
    /// <param name="pauseAt">The number of configurations.</param>
    /// <param name="unreachable">What was found; the search has not come to an end then.</param>
    /// <returns><see langword="null"/> where a limit was reached.</returns>
    public bool? Decide(History<TInput, TOutput> checkedHistory, ReadOnlySpan<int> indices, long pauseAt, out (int Operation, IReadOnlyList<TState> Met)? unreachable)
    {
        Load(checkedHistory, indices);
        unreachable = null;
        var found = kernel!.Run(history, problem.Count, reductions.Reachability ? pauseAt : long.MaxValue);
        if (found is not null || budget.Reached is not null)
        {
            return found;
        }

        unreachable = FindUnreachable();
        return unreachable is null ? kernel.Resume() : false;
    }

    /// <summary>Looks for an operation of the loaded problem that no reachable state accepts.</summary>
    public (int Operation, IReadOnlyList<TState> Met)? FindUnreachable() => new Reachability<TState, TInput, TOutput>(model, problem, budget).Find(history);

    /// <summary>Whether there is an order of the operations with these indices that passes the return of one of them. Operations that return later
    /// may be in that order or not.</summary>
    /// <returns><see langword="null"/> where a limit was reached.</returns>
    public bool? DecideUpTo(History<TInput, TOutput> checkedHistory, ReadOnlySpan<int> indices, int last)
    {
        Load(checkedHistory, indices);
        var operation = Array.IndexOf(problem.Source, last, 0, problem.Count);
        return kernel!.Run(history, Array.IndexOf(problem.Returns, operation, 0, problem.Count) + 1);
    }

    /// <summary>The place in the order of returns, from 0, of the operation with this index in the history.</summary>
    public int ReturnOf(int index) => open.ReturnOf(Array.IndexOf(problem.Source, index, 0, problem.Count));

    /// <summary>The operations, by their indices in the history and in the order of invocations, that return at the k-th return or later, and are invoked
    /// before the last one given.</summary>
    public int[] OpenAcross(int k, int last) => [.. NumbersAcross(k, last).Select(operation => problem.Source[operation])];

    /// <inheritdoc cref="IKernel{TState, TInput, TOutput}.CountStarts"/>
    public int[] CountStarts(int first, int last) => kernel!.CountStarts(first, last);

    /// <inheritdoc cref="IKernel{TState, TInput, TOutput}.StartsAt"/>
    public IEnumerable<WindowStart<TState>> StartsAt(int k, int last, bool andAt = false) =>
        kernel!.StartsAt(k, [.. NumbersAcross(k, last)], andAt);

    /// <summary>Loads the operations with these indices, given in the order of invocations.</summary>
    private void Load(History<TInput, TOutput> checkedHistory, ReadOnlySpan<int> indices)
    {
        history = checkedHistory;
        problem.Load(history, indices, model);
        open.Load(problem.Count, problem.Returns, problem.Opened);
        kernel = open.Slots <= 64
            ? narrow ??= new(model, problem, open, budget, reductions)
            : wide ??= new(model, problem, open, budget, reductions);
    }

    /// <summary>Where the partition is widest, as a sentence.</summary>
    public string DescribeWidest() => problem.Count == 0
        ? "No operation returned."
        : $"At most {open.Slots} operation{(open.Slots == 1 ? " is" : "s are")} open at once, before the return of {Describe(history[problem.Source[problem.Returns[open.WidestAt]]])}"
            + (problem.Unknown.Count == 0 ? "." : $", and {problem.Unknown.Sum(c => c.Members.Count)} operations have an unknown outcome.");

    private string Describe(in Operation<TInput, TOutput> operation) => $"{operation.Process} {model.DescribeOperation(operation.Input, operation.Outcome)}";

    private IEnumerable<int> NumbersAcross(int k, int last) =>
        Enumerable.Range(0, problem.Opened[last]).Where(operation => open.ReturnOf(operation) >= k);
}
