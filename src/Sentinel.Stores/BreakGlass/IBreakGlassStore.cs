using Sentinel.Stores.Records;

namespace Sentinel.Stores.BreakGlass;

/// <summary>Keeps break-glass events.</summary>
/// <remarks>
/// <para>Thread-safe. Each call takes effect at one instant between its start and its end (it is linearizable), unless the
/// implementation says otherwise of a call.</para>
/// <para>Records that come in are copied, records that go out are the caller's own. Expected outcomes are values; a call throws
/// <see cref="OperationCanceledException"/> where its token was cancelled before it took effect,
/// <see cref="ArgumentNullException"/> where it was given no record, and else only where the store is out of reach.</para>
/// </remarks>
public interface IBreakGlassStore
{
    /// <summary>Breaks the glass, if the invoker has no active event for the profile and no limit is reached. Begins now, by the store's clock.</summary>
    /// <remarks>Looking and opening are one step. This is the only call that keeps the limits: <see cref="CreateAsync"/> does not look.</remarks>
    ValueTask<OpenResult> OpenAsync(BreakGlassOpening opening, RateLimitPolicy? policy = null, CancellationToken cancellationToken = default);

    /// <summary>Adds an event under an id that no event has, whatever others there are: for events that began elsewhere.</summary>
    /// <returns>Ok with the stamp that was issued, AlreadyExists or Invalid.</returns>
    ValueTask<StoreResult<BreakGlassEvent>> CreateAsync(BreakGlassEvent created, CancellationToken cancellationToken = default);

    /// <summary>The event with this id.</summary>
    /// <returns>Ok or NotFound.</returns>
    ValueTask<StoreResult<BreakGlassEvent>> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Replaces an active event, if <see cref="BreakGlassEvent.UpdatedAt"/> is still the version that is stored.</summary>
    /// <returns>Ok with a new stamp, NotFound, Conflict, InvalidTransition or Invalid.</returns>
    ValueTask<StoreResult<BreakGlassEvent>> UpdateAsync(BreakGlassEvent updated, CancellationToken cancellationToken = default);

    /// <summary>Active to closed, whatever the version.</summary>
    /// <returns>Ok, NotFound or InvalidTransition.</returns>
    ValueTask<StoreResult<BreakGlassEvent>> CloseAsync(string id, string closedBy, string reason, CancellationToken cancellationToken = default);

    /// <summary>Active to expired, whatever the version. The caller decides that it is time: the store does not look at its clock.</summary>
    /// <returns>Ok, NotFound or InvalidTransition.</returns>
    ValueTask<StoreResult<BreakGlassEvent>> ExpireAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Removes the event with this id; nothing happens where there is none. Limits forget it.</summary>
    ValueTask DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The events of one invoker, newest first by <see cref="BreakGlassEvent.CreatedAt"/>, then by id.</summary>
    /// <param name="invoker">The invoker, exactly.</param>
    /// <param name="limit">At most so many; see <see cref="ListLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<BreakGlassEvent>> ListByInvokerAsync(string invoker, int limit = 0, CancellationToken cancellationToken = default);

    /// <summary>The events with one status, newest first by <see cref="BreakGlassEvent.CreatedAt"/>, then by id.</summary>
    /// <param name="status">The status.</param>
    /// <param name="limit">At most so many; see <see cref="ListLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<BreakGlassEvent>> ListByStatusAsync(BreakGlassStatus status, int limit = 0, CancellationToken cancellationToken = default);

    /// <summary>The events for one profile, newest first by <see cref="BreakGlassEvent.CreatedAt"/>, then by id.</summary>
    /// <param name="profile">The profile, exactly.</param>
    /// <param name="limit">At most so many; see <see cref="ListLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<BreakGlassEvent>> ListByProfileAsync(string profile, int limit = 0, CancellationToken cancellationToken = default);

    /// <summary>The newest event of an invoker for a profile that has the status active, even past its time: what stands in the way of
    /// another one. <see langword="null"/> where there is none.</summary>
    ValueTask<BreakGlassEvent?> FindActiveAsync(string invoker, string profile, CancellationToken cancellationToken = default);

    /// <summary>The newest event of an invoker for a profile that grants access now: active, and not past its time.
    /// <see langword="null"/> where there is none.</summary>
    /// <remarks>The clock is read in the same step as the records. See <see cref="BreakGlassEvent.IsInForceAt"/> for the boundary.</remarks>
    ValueTask<BreakGlassEvent?> FindInForceAsync(string invoker, string profile, CancellationToken cancellationToken = default);

    /// <summary>The newest event of an invoker for a profile, whatever its status; <see langword="null"/> where there is none.</summary>
    ValueTask<BreakGlassEvent?> FindLastAsync(string invoker, string profile, CancellationToken cancellationToken = default);

    /// <summary>How many events of an invoker were created at an instant or later, whatever their status.</summary>
    ValueTask<int> CountByInvokerSinceAsync(string invoker, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>How many events for a profile were created at an instant or later, whatever their status.</summary>
    ValueTask<int> CountByProfileSinceAsync(string profile, DateTimeOffset since, CancellationToken cancellationToken = default);
}
