using Microsoft.Extensions.Time.Testing;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Specs.Records;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>The in-memory break-glass store: every call is linearizable, stamps are exact, and time moves only by a command.</summary>
/// <remarks>Stateless and thread-safe. Another store is tested by overriding <see cref="CreateStore"/>.</remarks>
public class BreakGlassStoreSpec : RecordStoreSpec<BreakGlassSystem, BreakGlassEvent, BreakGlassCommand, BreakGlassResult>
{
    /// <summary>Makes the spec.</summary>
    public BreakGlassStoreSpec()
        : base(shown => shown.Status != BreakGlassStatus.Active, (left, right) => left.Status == right.Status) =>
        Invariants = [.. base.Invariants, new("one event is active for an invoker and profile", NothingIsStacked)];

    /// <inheritdoc/>
    public override Model<StoreState<BreakGlassEvent>, BreakGlassCommand, BreakGlassResult> Model { get; } = new BreakGlassModel(StampRule.Exact);

    /// <inheritdoc/>
    protected override IReadOnlyList<CommandKind<BreakGlassCommand>> Kinds => BreakGlassGenerators.Kinds;

    /// <inheritdoc/>
    protected override IReadOnlyList<Invariant<BreakGlassCommand, BreakGlassResult>> Invariants { get; }

    /// <summary>Makes the store under test.</summary>
    /// <param name="time">The clock of this run.</param>
    protected virtual IBreakGlassStore CreateStore(TimeProvider time) => new InMemoryBreakGlassStore(time);

    /// <inheritdoc/>
    protected sealed override BreakGlassSystem Create()
    {
        var clock = new FakeTimeProvider(SpecTime.Start);
        return new(CreateStore(clock), clock);
    }

    /// <inheritdoc/>
    protected sealed override ValueTask<BreakGlassResult> ExecuteAsync(
        BreakGlassSystem system, BreakGlassCommand command, CancellationToken cancellationToken) =>
        system.ExecuteAsync(command, cancellationToken);

    /// <inheritdoc/>
    protected sealed override BreakGlassResult FromException(Exception exception) =>
        new BreakGlassResult.Threw($"{exception.GetType().Name}: {exception.Message}");

    /// <inheritdoc/>
    protected sealed override string OutcomeName(BreakGlassResult result) => result switch
    {
        BreakGlassResult.Refused refused => refused.Reason.ToString(),
        BreakGlassResult.RateLimited limited => limited.Kind.ToString(),
        BreakGlassResult.Opened { ShouldEscalate: true } => "Escalated",
        BreakGlassResult.Listed { Events.Count: 0 } => "Empty",
        _ => result.GetType().Name,
    };

    private protected sealed override CommandFacts FactsOf(BreakGlassCommand command) => command switch
    {
        BreakGlassCommand.Open open => new(ObservedKind.Create, open.Opening.Id),
        BreakGlassCommand.Create create => new(ObservedKind.Create, create.Event.Id),
        BreakGlassCommand.Update update => new(ObservedKind.Update, update.Event.Id, update.Event.UpdatedAt, update.Version),
        BreakGlassCommand.Close close => new(ObservedKind.Decide, close.Id),
        BreakGlassCommand.Expire expire => new(ObservedKind.Decide, expire.Id),
        BreakGlassCommand.Delete delete => new(ObservedKind.Delete, delete.Id),
        BreakGlassCommand.Get get => new(ObservedKind.Read, get.Id),
        BreakGlassCommand.ListByInvoker or BreakGlassCommand.ListByStatus or BreakGlassCommand.ListByProfile => new(ObservedKind.List),
        BreakGlassCommand.AdvanceClock => new(ObservedKind.Other),
        _ => new(ObservedKind.Read),
    };

    private protected sealed override BreakGlassCommand WithVersion(BreakGlassCommand command, DateTimeOffset version) =>
        new BreakGlassCommand.Update(((BreakGlassCommand.Update)command).Event with { UpdatedAt = version });

    private protected sealed override IEnumerable<BreakGlassEvent> RecordsIn(BreakGlassResult result) => result switch
    {
        BreakGlassResult.Ok ok => [ok.Event],
        BreakGlassResult.Opened opened => [opened.Event],
        BreakGlassResult.InvalidTransition invalid => [invalid.Current],
        BreakGlassResult.AlreadyActive active => [active.Active],
        BreakGlassResult.Listed listed => listed.Events,
        _ => [],
    };

    private protected sealed override bool IsDone(BreakGlassResult result) =>
        result is BreakGlassResult.Ok or BreakGlassResult.Opened or BreakGlassResult.Done;

    /// <summary>Of the events opened for one invoker and profile, all but the last were ended, or at least touched, by some other call.</summary>
    private string? NothingIsStacked(History<BreakGlassCommand, BreakGlassResult> history)
    {
        var opened = history
            .Where(operation => operation.Outcome.IsReturned)
            .Select(operation => operation.Outcome.Value)
            .OfType<BreakGlassResult.Opened>()
            .GroupBy(result => (result.Event.Invoker, result.Event.Profile));
        foreach (var group in opened)
        {
            var ids = group.Select(result => result.Event.Id).ToHashSet(StringComparer.Ordinal);
            var endings = history.Count(operation =>
                FactsOf(operation.Input) is { Kind: ObservedKind.Decide or ObservedKind.Delete or ObservedKind.Update, Id: { } id } && ids.Contains(id));
            if (group.Count() > endings + 1)
            {
                return $"{group.Key.Invoker} opened {group.Count()} events for {group.Key.Profile}, and only {endings} calls can have ended one";
            }
        }

        return null;
    }
}
