using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Search;

/// <summary>Decides partitions, one after the other, with a kernel whose masks are as wide as the partition needs.</summary>
internal sealed class PartitionSearch<TState, TInput, TOutput>(
    History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, Budget budget, Reductions reductions)
    where TState : notnull
{
    private readonly SearchProblem<TInput, TOutput> problem = new();
    private readonly OpenList open = new();
    private Kernel<TState, TInput, TOutput, Mask64>? narrow;
    private Kernel<TState, TInput, TOutput, WideMask>? wide;
    private IKernel<TInput, TOutput>? kernel;

    /// <summary>How far the search came.</summary>
    public Progress Progress => kernel!.Progress;

    /// <summary>The linearization that was found, as indices in the history.</summary>
    public ReadOnlySpan<int> Witness => kernel!.Witness;

    /// <summary>Returned operations of the partition.</summary>
    public int Returned => problem.Count;

    /// <summary>The operation, by its index in the history, at whose return the search got stuck.</summary>
    public int Stuck => problem.Source[problem.Returns[Progress.Returns]];

    /// <summary>Decides the operations with these indices, given in the order of invocations.</summary>
    /// <returns><see langword="null"/> where a limit was reached.</returns>
    public bool? Decide(ReadOnlySpan<int> indices)
    {
        problem.Load(history, indices, model, reductions.Mistakes);
        open.Load(problem.Count, problem.Returns, problem.Opened);
        kernel = open.Slots <= 64
            ? narrow ??= new(model, problem, open, budget, reductions)
            : wide ??= new(model, problem, open, budget, reductions);
        return kernel.Run(history);
    }

    /// <summary>Where the partition is widest, as a sentence.</summary>
    public string DescribeWidest() => problem.Count == 0
        ? "No operation returned."
        : $"At most {open.Slots} operations are open at once, before the return of {history[problem.Source[problem.Returns[open.WidestAt]]]}"
            + (problem.Unknown.Count == 0 ? "." : $", and {problem.Unknown.Sum(c => c.Members.Count)} operations have an unknown outcome.");
}
