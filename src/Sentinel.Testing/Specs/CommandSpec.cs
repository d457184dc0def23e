using Sentinel.Models;

namespace Sentinel.Testing;

/// <summary>The typed-command form of a spec: commands and results are types of the author's own.</summary>
/// <typeparam name="TSystem">The system under test, together with whatever the commands drive (a clock, a loader).</typeparam>
/// <typeparam name="TState">The model's state: immutable, with equality by value.</typeparam>
/// <typeparam name="TCommand">The commands: as a rule a closed hierarchy of records, one for each operation.</typeparam>
/// <typeparam name="TResult">The results: a value, or a closed hierarchy of records.</typeparam>
/// <remarks>
/// Commands and results are written to counterexample files with System.Text.Json: records with positional parameters, and
/// closed hierarchies of them, round-trip as they are.
/// </remarks>
public abstract class CommandSpec<TSystem, TState, TCommand, TResult> : Spec
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    /// <summary>The sequential model that judges every recorded history.</summary>
    public abstract Model<TState, TCommand, TResult> Model { get; }

    /// <summary>The operations that are generated. The same list, in the same order, at every call.</summary>
    protected internal abstract IReadOnlyList<CommandKind<TCommand>> Kinds { get; }

    /// <summary>What must hold of every recorded history whatever the model says, so that a mistake in the model cannot hide a bug.
    /// Default: none.</summary>
    protected internal virtual IReadOnlyList<Invariant<TCommand, TResult>> Invariants => [];

    /// <summary>A fresh system for one run. Disposed after the run where it is disposable.</summary>
    protected internal abstract TSystem Create();

    /// <summary>Executes one command. A result is an outcome; an exception becomes one through <see cref="FromException"/>.</summary>
    /// <param name="system">The run's system, shared by all processes.</param>
    /// <param name="command">What to do.</param>
    /// <param name="cancellationToken">Cancelled when the run is given up.</param>
    protected internal abstract ValueTask<TResult> ExecuteAsync(TSystem system, TCommand command, CancellationToken cancellationToken);

    /// <summary>The result that stands for an exception of the system under test, for the model to judge.</summary>
    protected internal abstract TResult FromException(Exception exception);

    /// <summary>Whether after this exception nobody knows if the command took effect. Default: cancelled or timed out.</summary>
    protected internal virtual bool LeavesOutcomeUnknown(Exception exception) => exception is OperationCanceledException or TimeoutException;

    /// <summary>Fills in arguments that are known only at run time, such as the version that this process last read. What comes back
    /// is what is executed, recorded and judged. It must work whatever is in <paramref name="earlier"/>, so that every part of a
    /// valid program is a valid program.</summary>
    /// <param name="command">The command as generated.</param>
    /// <param name="earlier">What the sequential prefix and then this process did so far, oldest first.</param>
    protected internal virtual TCommand Resolve(TCommand command, IReadOnlyList<CompletedCall<TCommand, TResult>> earlier) => command;

    /// <summary>The kind of an outcome, for coverage: <c>ok</c>, <c>conflict</c>. Default: the name of the result's type.</summary>
    protected internal virtual string OutcomeName(TResult result) => result?.GetType().Name ?? "null";

    /// <summary>What the command is about, for coverage of operations that are concurrent on one key.
    /// Default: the model's partition key.</summary>
    protected internal virtual object? KeyOf(TCommand command) => Model.PartitionKey(command);

    /// <summary>Which of <see cref="Kinds"/> the command is, by index.</summary>
    internal virtual int KindOf(TCommand command)
    {
        var kinds = Kinds;
        for (var i = 0; i < kinds.Count; i++)
        {
            if (kinds[i].CommandType == command.GetType())
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{Name} declares no command kind for {command.GetType().Name}.");
    }

    /// <summary>The change that puts <paramref name="simpler"/> in place of <paramref name="command"/> wherever it stands, or more.</summary>
    internal virtual Func<TCommand, TCommand> Rename(TCommand command, TCommand simpler) => other => other.Equals(command) ? simpler : other;

    /// <summary>How commands and results are written to files.</summary>
    internal virtual SpecJson<TCommand, TResult> CreateJson() => new TypedSpecJson<TCommand, TResult>(Name, Kinds);

    internal sealed override ISpecEngine CreateEngine() => new SpecEngine<TSystem, TState, TCommand, TResult>(this);
}
