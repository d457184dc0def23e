using System.Diagnostics.CodeAnalysis;
using Sentinel.Checking;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A sequential specification: a pure step over an immutable state.</summary>
/// <typeparam name="TState">The state. Immutable, with equality by value: states that are equal are the same state.</typeparam>
/// <typeparam name="TInput">What operations ask.</typeparam>
/// <typeparam name="TOutput">What they answer.</typeparam>
/// <remarks>
/// <para>Only <see cref="Name"/>, <see cref="InitialState"/> and <see cref="TryStep"/> are needed; everything else has a default
/// that is merely slower. A model is stateless: its members are pure, and are called from several threads at once.</para>
/// <para>A law that every model keeps: wherever a returned outcome leads from one state to another, the Unknown outcome may lead
/// there too. A model is never asked about a Failed operation: it did not happen.</para>
/// </remarks>
public abstract class Model<TState, TInput, TOutput>
    where TState : notnull
{
    /// <summary>The name in reports and on the command line, such as <c>cas-register</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The state before the first operation.</summary>
    public abstract TState InitialState { get; }

    /// <summary>Compares and hashes states; the default is the type's own equality.</summary>
    public virtual IEqualityComparer<TState> StateComparer => EqualityComparer<TState>.Default;

    /// <summary>Applies one operation.</summary>
    /// <param name="state">The state that it meets.</param>
    /// <param name="input">What was asked.</param>
    /// <param name="outcome">Returned with an output, or Unknown: then whatever the operation would do in this state.</param>
    /// <param name="next">The state that it leaves.</param>
    /// <returns>Whether the operation can have this outcome in this state.</returns>
    public abstract bool TryStep(TState state, TInput input, Outcome<TOutput> outcome, [MaybeNullWhen(false)] out TState next);

    /// <summary>Every state that the operation may lead to from this one. The default is the one of <see cref="TryStep"/>; a model
    /// that leaves more than one possibility overrides this, and <see cref="TryStep"/> then gives any of them.</summary>
    public virtual IEnumerable<TState> NextStates(TState state, TInput input, Outcome<TOutput> outcome) =>
        TryStep(state, input, outcome, out var next) ? [next] : [];

    /// <summary>Whether <see cref="NextStates"/> may give more than one state. Default: <see langword="false"/>.</summary>
    public virtual bool IsNondeterministic => false;

    /// <summary>Whether the operation changes no state <em>wherever the model accepts it with this outcome</em>: a read, a failed
    /// comparison, an empty dequeue. Default: <see langword="false"/>, which is always right.</summary>
    /// <remarks>It is not enough that the operation changes nothing in the present state.</remarks>
    public virtual bool IsReadOnly(TInput input, Outcome<TOutput> outcome) => false;

    /// <summary>The key that the operation belongs to, where operations with different keys do not influence one another;
    /// <see langword="null"/> (the default) for an operation without one, which makes the whole history one partition.</summary>
    public virtual object? PartitionKey(TInput input) => null;

    /// <summary>Numbers the keys of <see cref="PartitionKey"/>. A model whose keys are of one type can do so without an object an operation.</summary>
    internal virtual IKeyNumbers<TInput> NumberKeys() => new KeyNumbers<TInput, object>(PartitionKey);

    /// <summary>Decides some histories of this type without a search; <see langword="null"/> where there is no such thing.</summary>
    internal virtual IMonitor<TInput, TOutput>? Monitor => null;

    /// <summary>The state as reports print it.</summary>
    public virtual string DescribeState(TState state) => state.ToString() ?? "";

    /// <summary>The operation as reports print it: <c>read → 7</c>.</summary>
    public virtual string DescribeOperation(TInput input, Outcome<TOutput> outcome) => outcome.Kind switch
    {
        OutcomeKind.Returned => $"{input} → {DescribeOutput(outcome.Value)}",
        OutcomeKind.Failed => $"{input} failed",
        _ => $"{input} → ?",
    };

    /// <summary>The output as reports print it.</summary>
    public virtual string DescribeOutput(TOutput output) => output?.ToString() ?? "null";

    /// <summary>Why the model refuses the operation in this state, as a clause: <c>the register holds 4, not 7</c>.
    /// Called only where <see cref="TryStep"/> refuses.</summary>
    public virtual string DescribeRefusal(TState state, TInput input, Outcome<TOutput> outcome) =>
        $"the state is {DescribeState(state)} then";
}
