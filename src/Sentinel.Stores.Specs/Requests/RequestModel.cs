using System.Diagnostics;
using Sentinel.Histories;
using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs.Records;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>What a request store does when nothing else happens at the same time.</summary>
/// <param name="rule">What the store promises of its stamps.</param>
/// <remarks>Immutable and thread-safe. All keys are one partition: lists see every record, and stamps increase over all of them.</remarks>
public sealed class RequestModel(StampRule rule = StampRule.Increasing) : StoreModel<AccessRequest, RequestCommand, RequestResult>(rule)
{
    /// <inheritdoc/>
    public override string Name => "requests";

    /// <inheritdoc/>
    public override string DescribeState(StoreState<AccessRequest> state) =>
        $"{{{string.Join("; ", state.Entries.Select(entry => $"{RequestText.Of(entry.Record)} @{entry.Stamp}"))}}} at {SpecTime.Text(state.Now)}";

    private protected override StoreState<AccessRequest>? Step(
        StoreState<AccessRequest> state, RequestCommand command, Outcome<RequestResult> outcome) => command switch
        {
            RequestCommand.Create create => Creates(state, create.Request, outcome),
            RequestCommand.Get get => Gets(state, get.Id, outcome),
            RequestCommand.Update update => Updates(state, update.Request, outcome),
            RequestCommand.Approve approve => Moves(
                state, approve.Id, request => request with { Status = RequestStatus.Approved, Approver = approve.Approver, ApproverComment = null }, outcome),
            RequestCommand.Deny deny => Moves(
                state, deny.Id, request => request with { Status = RequestStatus.Denied, Approver = deny.Approver, ApproverComment = null }, outcome),
            RequestCommand.Cancel cancel => Moves(state, cancel.Id, request => request with { Status = RequestStatus.Cancelled }, outcome),
            RequestCommand.Expire expire => Moves(state, expire.Id, request => request with { Status = RequestStatus.Expired }, outcome),
            RequestCommand.Delete delete => Answers(state.Delete(delete.Id), new RequestResult.Done(), outcome),
            RequestCommand.ListByRequester or RequestCommand.ListByStatus or RequestCommand.ListByProfile =>
                Lists(state, request => IsListed(command, request), LimitOf(command), outcome),
            // The newest one whose expiry and whose window of access, counted from its creation, have not passed.
            RequestCommand.FindApproved find => Finds(
                state,
                request => request.Requester == find.Requester && request.Profile == find.Profile && request.Status == RequestStatus.Approved
                    && !(state.Now > request.ExpiresAt) && !(state.Now > request.CreatedAt + request.Duration),
                outcome),
            RequestCommand.AdvanceClock advance => Answers(state.Advance(advance.By), new RequestResult.Done(), outcome),
            _ => throw new UnreachableException(),
        };

    private protected override IEnumerable<RequestResult> PossibleAnswers(StoreState<AccessRequest> state, RequestCommand command)
    {
        IEnumerable<RequestResult> bare = [new RequestResult.Done(), new RequestResult.Nothing(), .. Enum.GetValues<Refusal>().Select(reason => new RequestResult.Refused(reason))];
        var shown = state.Entries.Select(entry => entry.Record).ToList();
        return bare
            .Concat(shown.Select(request => new RequestResult.Ok(request)))
            .Concat(shown.Select(request => new RequestResult.InvalidTransition(request)))
            .Append(new RequestResult.Listed([.. NewestFirst(state, request => IsListed(command, request)).Select(index => state.Entries[index].Record).Take(LimitOf(command))]));
    }

    private protected override RequestResult NothingFound { get; } = new RequestResult.Nothing();

    private protected override bool IsFinal(AccessRequest record) => record.Status != RequestStatus.Pending;

    private protected override bool Changes(RequestCommand command, RequestResult result) => command switch
    {
        RequestCommand.Get or RequestCommand.FindApproved => false,
        RequestCommand.ListByRequester or RequestCommand.ListByStatus or RequestCommand.ListByProfile => false,
        RequestCommand.Delete or RequestCommand.AdvanceClock => true,
        _ => result is RequestResult.Ok,
    };

    private protected override bool ShowsStamps(RequestResult result) =>
        result is RequestResult.Ok or RequestResult.InvalidTransition or RequestResult.Listed { Requests.Count: > 0 }
            or RequestResult.Refused { Reason: Refusal.Conflict };

    private protected override AccessRequest? RecordOf(RequestResult result) => (result as RequestResult.Ok)?.Request;

    private protected override AccessRequest? ObstacleOf(RequestResult result) => (result as RequestResult.InvalidTransition)?.Current;

    private protected override IReadOnlyList<AccessRequest>? RecordsOf(RequestResult result) => (result as RequestResult.Listed)?.Requests;

    private protected override Refusal? RefusalOf(RequestResult result) => (result as RequestResult.Refused)?.Reason;

    private static bool IsListed(RequestCommand command, AccessRequest request) => command switch
    {
        RequestCommand.ListByRequester list => request.Requester == list.Requester,
        RequestCommand.ListByStatus list => request.Status == list.Status,
        RequestCommand.ListByProfile list => request.Profile == list.Profile,
        _ => false,
    };

    private static int LimitOf(RequestCommand command) => ListLimit.Effective(command switch
    {
        RequestCommand.ListByRequester list => list.Limit,
        RequestCommand.ListByStatus list => list.Limit,
        RequestCommand.ListByProfile list => list.Limit,
        _ => 0,
    });
}
