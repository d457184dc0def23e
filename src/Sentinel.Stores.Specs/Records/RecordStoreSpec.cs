using Sentinel.Histories;
using Sentinel.Stores.Records;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Records;

/// <summary>What the specs of the stores share: versions filled in at run time, and the invariants of records.</summary>
/// <typeparam name="TSystem">The store with its clock.</typeparam>
/// <typeparam name="TRecord">The record.</typeparam>
/// <typeparam name="TCommand">The commands.</typeparam>
/// <typeparam name="TResult">The answers.</typeparam>
/// <remarks>Stateless and thread-safe.</remarks>
public abstract class RecordStoreSpec<TSystem, TRecord, TCommand, TResult> : CommandSpec<TSystem, StoreState<TRecord>, TCommand, TResult>
    where TSystem : class
    where TRecord : class, IVersionedRecord<TRecord>
    where TCommand : notnull
{
    private readonly RecordInvariants<TRecord> rules;
    private readonly IReadOnlyList<Invariant<TCommand, TResult>> invariants;

    private protected RecordStoreSpec(Func<TRecord, bool> isFinal, Func<TRecord, TRecord, bool> sameStatus)
    {
        rules = new(isFinal, sameStatus);
        invariants =
        [
            new("a final status stays", history => rules.FinalStatusStays(Observe(history))),
            new("a record is decided once", history => rules.DecidedOnce(Observe(history))),
            new("an id is created once", history => rules.CreatedOnce(Observe(history))),
            new("one update succeeds from one version", history => RecordInvariants<TRecord>.OneUpdatePerVersion(Observe(history))),
            new("stamps increase", history => RecordInvariants<TRecord>.StampsIncrease(Observe(history))),
            new("lists are sorted and hold what exists", history => RecordInvariants<TRecord>.ListsAreSound(Observe(history))),
        ];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Invariant<TCommand, TResult>> Invariants => invariants;

    /// <inheritdoc/>
    /// <remarks>An update takes its version from what this process, or the prefix, saw of the record.</remarks>
    protected sealed override TCommand Resolve(TCommand command, IReadOnlyList<CompletedCall<TCommand, TResult>> earlier)
    {
        var facts = FactsOf(command);
        if (facts.Version == VersionSource.AsGiven)
        {
            return command;
        }

        var seen = earlier
            .Where(call => call.Outcome.IsReturned)
            .SelectMany(call => RecordsIn(call.Outcome.Value))
            .Where(shown => shown.Id == facts.Id)
            .Select(shown => shown.UpdatedAt)
            .DefaultIfEmpty(SpecTime.Start);
        return WithVersion(command, facts.Version == VersionSource.LastSeen ? seen.Last() : seen.First());
    }

    /// <inheritdoc/>
    protected sealed override object? KeyOf(TCommand command) => FactsOf(command).Id;

    /// <summary>What the command asks for.</summary>
    private protected abstract CommandFacts FactsOf(TCommand command);

    /// <summary>The update with the version filled in.</summary>
    private protected abstract TCommand WithVersion(TCommand command, DateTimeOffset version);

    /// <summary>The records that an answer shows.</summary>
    private protected abstract IEnumerable<TRecord> RecordsIn(TResult result);

    /// <summary>Whether the answer says that the store did what it was asked.</summary>
    private protected abstract bool IsDone(TResult result);

    private List<Observation<TRecord>> Observe(History<TCommand, TResult> history) =>
        [.. history.Where(operation => operation.Outcome.Kind != OutcomeKind.Failed).Select(Observe)];

    private Observation<TRecord> Observe(Operation<TCommand, TResult> operation)
    {
        var facts = FactsOf(operation.Input);
        IReadOnlyList<TRecord> shown = operation.Outcome.IsReturned ? [.. RecordsIn(operation.Outcome.Value)] : [];
        var happened = operation.Outcome.IsReturned && IsDone(operation.Outcome.Value);
        return new(() => operation.ToString(), operation.Interval, facts.Kind, facts.Id, facts.Seen, happened, shown);
    }
}
