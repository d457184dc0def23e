using Sentinel.Stores.Records;

namespace Sentinel.Stores.Requests;

/// <summary>Keeps requests for access.</summary>
/// <remarks>
/// <para>Thread-safe. Each call takes effect at one instant between its start and its end (it is linearizable), unless the
/// implementation says otherwise of a call.</para>
/// <para>Records that come in are copied, records that go out are the caller's own. Expected outcomes are values; a call throws
/// <see cref="OperationCanceledException"/> where its token was cancelled before it took effect,
/// <see cref="ArgumentNullException"/> where it was given no record, and else only where the store is out of reach.</para>
/// </remarks>
public interface IRequestStore
{
    /// <summary>Adds a request under an id that no record has. Its status is the caller's choice.</summary>
    /// <returns>Ok with the stamp that was issued, AlreadyExists or Invalid.</returns>
    ValueTask<StoreResult<AccessRequest>> CreateAsync(AccessRequest request, CancellationToken cancellationToken = default);

    /// <summary>The request with this id.</summary>
    /// <returns>Ok or NotFound.</returns>
    ValueTask<StoreResult<AccessRequest>> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Replaces a pending request, if <see cref="AccessRequest.UpdatedAt"/> is still the version that is stored.</summary>
    /// <returns>Ok with a new stamp, NotFound, Conflict, InvalidTransition or Invalid.</returns>
    ValueTask<StoreResult<AccessRequest>> UpdateAsync(AccessRequest request, CancellationToken cancellationToken = default);

    /// <summary>Pending to approved, whatever the version.</summary>
    /// <returns>Ok, NotFound or InvalidTransition.</returns>
    ValueTask<StoreResult<AccessRequest>> ApproveAsync(string id, string approver, string? comment = null, CancellationToken cancellationToken = default);

    /// <summary>Pending to denied, whatever the version.</summary>
    /// <returns>Ok, NotFound or InvalidTransition.</returns>
    ValueTask<StoreResult<AccessRequest>> DenyAsync(string id, string approver, string? comment = null, CancellationToken cancellationToken = default);

    /// <summary>Pending to cancelled, whatever the version.</summary>
    /// <returns>Ok, NotFound or InvalidTransition.</returns>
    ValueTask<StoreResult<AccessRequest>> CancelAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Pending to expired, whatever the version. The caller decides that it is time: the store does not look at its clock.</summary>
    /// <returns>Ok, NotFound or InvalidTransition.</returns>
    ValueTask<StoreResult<AccessRequest>> ExpireAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Removes the request with this id; nothing happens where there is none.</summary>
    ValueTask DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The requests of one requester, newest first by <see cref="AccessRequest.CreatedAt"/>, then by id.</summary>
    /// <param name="requester">The requester, exactly.</param>
    /// <param name="limit">At most so many; see <see cref="ListLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<AccessRequest>> ListByRequesterAsync(string requester, int limit = 0, CancellationToken cancellationToken = default);

    /// <summary>The requests with one status, newest first by <see cref="AccessRequest.CreatedAt"/>, then by id.</summary>
    /// <param name="status">The status.</param>
    /// <param name="limit">At most so many; see <see cref="ListLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<AccessRequest>> ListByStatusAsync(RequestStatus status, int limit = 0, CancellationToken cancellationToken = default);

    /// <summary>The requests for one profile, newest first by <see cref="AccessRequest.CreatedAt"/>, then by id.</summary>
    /// <param name="profile">The profile, exactly.</param>
    /// <param name="limit">At most so many; see <see cref="ListLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<AccessRequest>> ListByProfileAsync(string profile, int limit = 0, CancellationToken cancellationToken = default);

    /// <summary>The newest request of a requester for a profile that grants access now; <see langword="null"/> where none does.</summary>
    /// <remarks>The clock is read in the same step as the records. See <see cref="AccessRequest.GrantsAccessAt"/> for the boundaries.</remarks>
    ValueTask<AccessRequest?> FindApprovedAsync(string requester, string profile, CancellationToken cancellationToken = default);
}
