using Microsoft.Extensions.Time.Testing;
using Sentinel.Models;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs.Records;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>The in-memory request store: every call is linearizable, stamps are exact, and time moves only by a command.</summary>
/// <remarks>Stateless and thread-safe. Another store is tested by overriding <see cref="CreateStore"/>.</remarks>
public class RequestStoreSpec : RecordStoreSpec<RequestSystem, AccessRequest, RequestCommand, RequestResult>
{
    /// <summary>Makes the spec.</summary>
    public RequestStoreSpec()
        : base(request => request.Status != RequestStatus.Pending, (left, right) => left.Status == right.Status)
    {
    }

    /// <inheritdoc/>
    public override Model<StoreState<AccessRequest>, RequestCommand, RequestResult> Model { get; } = new RequestModel(StampRule.Exact);

    /// <inheritdoc/>
    protected override IReadOnlyList<CommandKind<RequestCommand>> Kinds => RequestGenerators.Kinds;

    /// <summary>Makes the store under test.</summary>
    /// <param name="time">The clock of this run.</param>
    protected virtual IRequestStore CreateStore(TimeProvider time) => new InMemoryRequestStore(time);

    /// <inheritdoc/>
    protected sealed override RequestSystem Create()
    {
        var clock = new FakeTimeProvider(SpecTime.Start);
        return new(CreateStore(clock), clock);
    }

    /// <inheritdoc/>
    protected sealed override ValueTask<RequestResult> ExecuteAsync(RequestSystem system, RequestCommand command, CancellationToken cancellationToken) =>
        system.ExecuteAsync(command, cancellationToken);

    /// <inheritdoc/>
    protected sealed override RequestResult FromException(Exception exception) =>
        new RequestResult.Threw($"{exception.GetType().Name}: {exception.Message}");

    /// <inheritdoc/>
    protected sealed override string OutcomeName(RequestResult result) => result switch
    {
        RequestResult.Refused refused => refused.Reason.ToString(),
        RequestResult.Listed { Requests.Count: 0 } => "Empty",
        _ => result.GetType().Name,
    };

    private protected sealed override CommandFacts FactsOf(RequestCommand command) => command switch
    {
        RequestCommand.Create create => new(ObservedKind.Create, create.Request.Id),
        RequestCommand.Update update => new(ObservedKind.Update, update.Request.Id, update.Request.UpdatedAt, update.Version),
        RequestCommand.Approve approve => new(ObservedKind.Decide, approve.Id),
        RequestCommand.Deny deny => new(ObservedKind.Decide, deny.Id),
        RequestCommand.Cancel cancel => new(ObservedKind.Decide, cancel.Id),
        RequestCommand.Expire expire => new(ObservedKind.Decide, expire.Id),
        RequestCommand.Delete delete => new(ObservedKind.Delete, delete.Id),
        RequestCommand.Get get => new(ObservedKind.Read, get.Id),
        RequestCommand.FindApproved => new(ObservedKind.Read),
        RequestCommand.AdvanceClock => new(ObservedKind.Other),
        _ => new(ObservedKind.List),
    };

    private protected sealed override RequestCommand WithVersion(RequestCommand command, DateTimeOffset version) =>
        new RequestCommand.Update(((RequestCommand.Update)command).Request with { UpdatedAt = version });

    private protected sealed override IEnumerable<AccessRequest> RecordsIn(RequestResult result) => result switch
    {
        RequestResult.Ok ok => [ok.Request],
        RequestResult.InvalidTransition invalid => [invalid.Current],
        RequestResult.Listed listed => listed.Requests,
        _ => [],
    };

    private protected sealed override bool IsDone(RequestResult result) => result is RequestResult.Ok or RequestResult.Done;
}
