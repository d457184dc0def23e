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
            RequestCommand.Create create => Create(state, create.Request, outcome),
            RequestCommand.Get get => state.IndexOf(get.Id) is >= 0 and var index
                ? Shows(state, index, outcome)
                : Refuses(state, Refusal.NotFound, outcome),
            RequestCommand.Update update => Update(state, update.Request, outcome),
            RequestCommand.Approve approve => Decide(
                state, approve.Id, request => request with { Status = RequestStatus.Approved, Approver = approve.Approver, ApproverComment = null }, outcome),
            RequestCommand.Deny deny => Decide(
                state, deny.Id, request => request with { Status = RequestStatus.Denied, Approver = deny.Approver, ApproverComment = null }, outcome),
            RequestCommand.Cancel cancel => Decide(state, cancel.Id, request => request with { Status = RequestStatus.Cancelled }, outcome),
            RequestCommand.Expire expire => Decide(state, expire.Id, request => request with { Status = RequestStatus.Expired }, outcome),
            RequestCommand.Delete delete => Answers(state.Delete(delete.Id), new RequestResult.Done(), outcome),
            RequestCommand.ListByRequester or RequestCommand.ListByStatus or RequestCommand.ListByProfile =>
                Lists(state, request => IsListed(command, request), LimitOf(command), outcome),
            RequestCommand.FindApproved find => FindApproved(state, find, outcome),
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

    private StoreState<AccessRequest>? Create(StoreState<AccessRequest> state, AccessRequest request, Outcome<RequestResult> outcome) =>
        request.Validate().Count > 0 ? Refuses(state, Refusal.Invalid, outcome)
        : state.IndexOf(request.Id) >= 0 ? Refuses(state, Refusal.AlreadyExists, outcome)
        : Writes(state, request, outcome);

    /// <summary>Valid, exists, version, transition: the first of these that does not hold is the answer.</summary>
    private StoreState<AccessRequest>? Update(StoreState<AccessRequest> state, AccessRequest request, Outcome<RequestResult> outcome)
    {
        if (request.Validate().Count > 0)
        {
            return Refuses(state, Refusal.Invalid, outcome);
        }

        var index = state.IndexOf(request.Id);
        if (index < 0)
        {
            return Refuses(state, Refusal.NotFound, outcome);
        }

        if (Compare(state, index, request.UpdatedAt, outcome, out var differs) is not { } same)
        {
            return differs is null ? null : Refuses(differs, Refusal.Conflict, outcome);
        }

        return state.Entries[index].Record.Status == RequestStatus.Pending
            ? Writes(same, request, outcome)
            : Blocks(outcome.IsReturned ? same : state, index, outcome);
    }

    private StoreState<AccessRequest>? Decide(
        StoreState<AccessRequest> state, string id, Func<AccessRequest, AccessRequest> decision, Outcome<RequestResult> outcome)
    {
        var index = state.IndexOf(id);
        return index < 0 ? Refuses(state, Refusal.NotFound, outcome)
            : state.Entries[index].Record.Status != RequestStatus.Pending ? Blocks(state, index, outcome)
            : Writes(state, decision(state.Entries[index].Record), outcome);
    }

    /// <summary>The newest approved request whose expiry and whose window of access, counted from its creation, have not passed.</summary>
    private StoreState<AccessRequest>? FindApproved(
        StoreState<AccessRequest> state, RequestCommand.FindApproved find, Outcome<RequestResult> outcome)
    {
        var granting = NewestFirst(
            state,
            request => request.Requester == find.Requester && request.Profile == find.Profile && request.Status == RequestStatus.Approved
                && !(state.Now > request.ExpiresAt) && !(state.Now > request.CreatedAt + request.Duration));
        foreach (var index in granting)
        {
            return Shows(state, index, outcome);
        }

        return Answers(state, new RequestResult.Nothing(), outcome);
    }
}
