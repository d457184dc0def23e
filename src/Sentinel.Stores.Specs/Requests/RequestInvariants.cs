using Sentinel.Histories;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs.Records;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>What must hold of every history of a request store, said without the model: a mistake in the model cannot hide a bug here.</summary>
internal static class RequestInvariants
{
    private static readonly RecordInvariants<AccessRequest> Rules =
        new(request => request.Status != RequestStatus.Pending, (left, right) => left.Status == right.Status);

    public static IReadOnlyList<Invariant<RequestCommand, RequestResult>> All { get; } =
    [
        new("a final status stays", history => Rules.FinalStatusStays(Observe(history))),
        new("a request is decided once", history => Rules.DecidedOnce(Observe(history))),
        new("an id is created once", history => Rules.CreatedOnce(Observe(history))),
        new("one update succeeds from one version", history => RecordInvariants<AccessRequest>.OneUpdatePerVersion(Observe(history))),
        new("stamps increase", history => RecordInvariants<AccessRequest>.StampsIncrease(Observe(history))),
        new("lists are sorted and hold what exists", history => RecordInvariants<AccessRequest>.ListsAreSound(Observe(history))),
    ];

    private static List<Observation<AccessRequest>> Observe(History<RequestCommand, RequestResult> history) =>
        [.. history.Where(operation => operation.Outcome.Kind != OutcomeKind.Failed).Select(Observe)];

    private static Observation<AccessRequest> Observe(Operation<RequestCommand, RequestResult> operation)
    {
        var (kind, id, seen) = Classify(operation.Input);
        IReadOnlyList<AccessRequest> shown = operation.Outcome.IsReturned ? [.. RequestStoreSpec.RequestsIn(operation.Outcome.Value)] : [];
        var happened = operation.Outcome.IsReturned && operation.Outcome.Value is RequestResult.Ok or RequestResult.Done;
        return new(() => operation.ToString(), operation.Interval, kind, id, seen, happened, shown);
    }

    private static (ObservedKind Kind, string? Id, DateTimeOffset? Seen) Classify(RequestCommand command) => command switch
    {
        RequestCommand.Create create => (ObservedKind.Create, create.Request.Id, null),
        RequestCommand.Update update => (ObservedKind.Update, update.Request.Id, update.Request.UpdatedAt),
        RequestCommand.Approve approve => (ObservedKind.Decide, approve.Id, null),
        RequestCommand.Deny deny => (ObservedKind.Decide, deny.Id, null),
        RequestCommand.Cancel cancel => (ObservedKind.Decide, cancel.Id, null),
        RequestCommand.Expire expire => (ObservedKind.Decide, expire.Id, null),
        RequestCommand.Delete delete => (ObservedKind.Delete, delete.Id, null),
        RequestCommand.Get get => (ObservedKind.Read, get.Id, null),
        RequestCommand.FindApproved => (ObservedKind.Read, null, null),
        RequestCommand.AdvanceClock => (ObservedKind.Other, null, null),
        _ => (ObservedKind.List, null, null),
    };
}
