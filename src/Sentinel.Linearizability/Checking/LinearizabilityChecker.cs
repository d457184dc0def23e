using System.Collections.Immutable;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>Decides whether a recorded history is linearizable with respect to a sequential model.</summary>
/// <remarks>
/// <para>M. Herlihy and J. Wing, <em>Linearizability: a correctness condition for concurrent objects</em>, 1990: a history is linearizable if its
/// operations can be put into one order that the model accepts, outputs included, and in which an operation that ended before another
/// began also stands before it. An Unknown operation may stand anywhere after its invocation, or be left out; a Failed one did not happen.</para>
/// <para>Every positive verdict has been verified by <see cref="WitnessVerifier"/>, which shares no code with the search. Thread-safe and
/// deterministic, but for the time limit.</para>
/// </remarks>
public static class LinearizabilityChecker
{
    internal const string ContradictionMessage = "The order that was found is not a linearization; the model contradicts itself, or the checker does.";

    /// <summary>Decides a history.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <typeparam name="TInput">What operations ask.</typeparam>
    /// <typeparam name="TOutput">What they answer.</typeparam>
    /// <param name="history">What was recorded.</param>
    /// <param name="model">What would be right.</param>
    /// <param name="options">Limits; the default is <see cref="CheckOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the check early, with <see cref="Verdict.Inconclusive"/>.</param>
    /// <returns>Linearizable with a verified order, NotLinearizable with an explanation, or Inconclusive with the limit that was reached.</returns>
    /// <exception cref="InvalidOperationException">The model contradicts itself: an operation that it calls read-only changes the state, or a step
    /// that it accepted is refused when repeated.</exception>
    public static Verdict Check<TState, TInput, TOutput>(
        History<TInput, TOutput> history,
        Model<TState, TInput, TOutput> model,
        CheckOptions? options = null,
        CancellationToken cancellationToken = default)
        where TState : notnull =>
        Begin(history, model, options, cancellationToken).Run();

    /// <summary>Decides every partition on its own, where <see cref="Check"/> is content with the first violation.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <typeparam name="TInput">What operations ask.</typeparam>
    /// <typeparam name="TOutput">What they answer.</typeparam>
    /// <param name="history">What was recorded.</param>
    /// <param name="model">What would be right.</param>
    /// <param name="options">Limits: that of configurations for each partition, the others for all together; the default is <see cref="CheckOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the check early: what is not decided then is <see cref="Verdict.Inconclusive"/>.</param>
    /// <returns>A verdict for each partition that is not linearizable, or not decided, smallest partitions first; none where the history is linearizable.</returns>
    /// <exception cref="InvalidOperationException">The model contradicts itself; see <see cref="Check"/>.</exception>
    public static ImmutableArray<Verdict> FindAll<TState, TInput, TOutput>(
        History<TInput, TOutput> history,
        Model<TState, TInput, TOutput> model,
        CheckOptions? options = null,
        CancellationToken cancellationToken = default)
        where TState : notnull =>
        Begin(history, model, options, cancellationToken).FindAll();

    private static HistoryCheck<TState, TInput, TOutput> Begin<TState, TInput, TOutput>(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckOptions? options, CancellationToken cancellationToken)
        where TState : notnull
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(model);
        return new(history, model, options ?? CheckOptions.Default, cancellationToken);
    }
}
