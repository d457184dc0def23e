using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>What the request spec tests: a store, and the clock that it reads.</summary>
/// <param name="Store">The store.</param>
/// <param name="Clock">Its clock, which moves only by a command.</param>
/// <remarks>Thread-safe as far as the store is.</remarks>
public sealed record RequestSystem(IRequestStore Store, FakeTimeProvider Clock)
{
    /// <summary>Executes one command against the store or the clock.</summary>
    /// <remarks>
    /// Records belong to the caller: it changes what it passed as soon as the call has begun, and what it got as soon as it has
    /// noted the answer. A store that keeps the caller's list, or hands out its own, shows the change in a later answer.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<RequestResult> ExecuteAsync(RequestCommand command, CancellationToken cancellationToken = default)
    {
        switch (command)
        {
            case RequestCommand.Create(var request):
                var created = OwnCopy(request);
                var creating = Store.CreateAsync(created, cancellationToken);
                Scribble(created);
                return Note(await creating.ConfigureAwait(false));
            case RequestCommand.Update(var request, _):
                var updated = OwnCopy(request);
                var updating = Store.UpdateAsync(updated, cancellationToken);
                Scribble(updated);
                return Note(await updating.ConfigureAwait(false));
            case RequestCommand.Get get:
                return Note(await Store.GetAsync(get.Id, cancellationToken).ConfigureAwait(false));
            case RequestCommand.Approve approve:
                return Note(await Store.ApproveAsync(approve.Id, approve.Approver, null, cancellationToken).ConfigureAwait(false));
            case RequestCommand.Deny deny:
                return Note(await Store.DenyAsync(deny.Id, deny.Approver, null, cancellationToken).ConfigureAwait(false));
            case RequestCommand.Cancel cancel:
                return Note(await Store.CancelAsync(cancel.Id, cancellationToken).ConfigureAwait(false));
            case RequestCommand.Expire expire:
                return Note(await Store.ExpireAsync(expire.Id, cancellationToken).ConfigureAwait(false));
            case RequestCommand.Delete delete:
                await Store.DeleteAsync(delete.Id, cancellationToken).ConfigureAwait(false);
                return new RequestResult.Done();
            case RequestCommand.ListByRequester list:
                return Note(await Store.ListByRequesterAsync(list.Requester, list.Limit, cancellationToken).ConfigureAwait(false));
            case RequestCommand.ListByStatus list:
                return Note(await Store.ListByStatusAsync(list.Status, list.Limit, cancellationToken).ConfigureAwait(false));
            case RequestCommand.ListByProfile list:
                return Note(await Store.ListByProfileAsync(list.Profile, list.Limit, cancellationToken).ConfigureAwait(false));
            case RequestCommand.FindApproved find:
                return Note(await Store.FindApprovedAsync(find.Requester, find.Profile, cancellationToken).ConfigureAwait(false));
            case RequestCommand.AdvanceClock advance:
                Clock.Advance(advance.By);
                return new RequestResult.Done();
            default:
                throw new UnreachableException();
        }
    }

    private static RequestResult Note(StoreResult<AccessRequest> result)
    {
        var noted = RequestResult.Of(result);
        Scribble((result as StoreResult<AccessRequest>.Ok)?.Record ?? (result as StoreResult<AccessRequest>.InvalidTransition)?.Current);
        return noted;
    }

    private static RequestResult Note(IReadOnlyList<AccessRequest> requests)
    {
        var noted = RequestResult.Of(requests);
        foreach (var request in requests)
        {
            Scribble(request);
        }

        return noted;
    }

    private static RequestResult Note(AccessRequest? request)
    {
        var noted = RequestResult.Of(request);
        Scribble(request);
        return noted;
    }

    private static AccessRequest OwnCopy(AccessRequest request) => request.Copy();

    private static void Scribble(AccessRequest? own) => own?.Comments.Add("scribble");
}
