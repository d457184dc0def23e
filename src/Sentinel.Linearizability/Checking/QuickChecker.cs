using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>Decides one small history after the other without garbage: the inner loop of every property test.</summary>
/// <remarks>
/// <para>It says only whether; the witness and the explanation come from <see cref="LinearizabilityChecker"/>, for the few histories of which somebody wants to
/// know. The order that it finds is verified all the same. Its memory is kept from one check to the next.</para>
/// <para>Keys are ignored where a history is small: the partitions would cost more than they save. For one thread at a time.</para>
/// </remarks>
internal sealed class QuickChecker<TState, TInput, TOutput>
    where TState : notnull
{
    /// <summary>Above this size histories go to <see cref="LinearizabilityChecker"/>.</summary>
    private const int MaxOperations = 32;

    private readonly Model<TState, TInput, TOutput> model;
    private readonly CheckOptions options;
    private readonly Budget budget = new();
    private readonly PartitionSearch<TState, TInput, TOutput> search;
    private readonly int[] indices = new int[MaxOperations];

    public QuickChecker(Model<TState, TInput, TOutput> model, CheckOptions? options = null)
    {
        this.model = model;
        this.options = options ?? CheckOptions.Default;
        search = new(model, budget, this.options.Reductions);
    }

    /// <summary>Whether the history is linearizable; <see langword="null"/> where a limit was reached first.</summary>
    /// <exception cref="InvalidOperationException">The model contradicts itself; see <see cref="LinearizabilityChecker"/>.</exception>
    public bool? IsLinearizable(History<TInput, TOutput> history, CancellationToken cancellation = default)
    {
        if (history.Count > MaxOperations)
        {
            return LinearizabilityChecker.Check(history, model, options, cancellation) switch
            {
                Verdict.Linearizable => true,
                Verdict.NotLinearizable => false,
                _ => null,
            };
        }

        budget.Start(options, cancellation);
        var count = 0;
        for (var index = 0; index < history.Count; index++)
        {
            if (Partitioner.Constrains(history[index], model))
            {
                indices[count++] = index;
            }
        }

        var decided = search.Decide(history, indices.AsSpan(0, count));
        return decided == true && WitnessVerifier.FindFault(history, model, search.Witness, budget: null) is { } fault
            ? throw new InvalidOperationException($"{LinearizabilityChecker.ContradictionMessage} {fault}")
            : decided;
    }
}
