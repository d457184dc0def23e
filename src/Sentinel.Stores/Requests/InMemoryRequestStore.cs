using Sentinel.Stores.Records;

namespace Sentinel.Stores.Requests;

/// <summary>A request store in memory, linearizable in all its calls.</summary>
/// <remarks>Thread-safe. Nothing is bounded but lists: it keeps what it is given until it is deleted.</remarks>
public sealed class InMemoryRequestStore : IRequestStore
{
    private readonly VersionedTable<AccessRequest> table;

    /// <summary>Makes an empty store.</summary>
    /// <param name="time">Where stamps come from. The clock may stand still or step back: stamps increase all the same.</param>
    /// <param name="latency">Awaited before the atomic step of every call, as a remote store would be; none by default.</param>
    public InMemoryRequestStore(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
        : this(new VersionedTable<AccessRequest>(time, latency))
    {
    }

    internal InMemoryRequestStore(VersionedTable<AccessRequest> table) => this.table = table;

    /// <inheritdoc/>
    public ValueTask<StoreResult<AccessRequest>> CreateAsync(AccessRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return table.CreateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoreResult<AccessRequest>> GetAsync(string id, CancellationToken cancellationToken = default) =>
        table.GetAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreResult<AccessRequest>> UpdateAsync(AccessRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return table.UpdateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoreResult<AccessRequest>> ApproveAsync(
        string id, string approver, string? comment = null, CancellationToken cancellationToken = default) =>
        DecideAsync(id, RequestStatus.Approved, approver, comment, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreResult<AccessRequest>> DenyAsync(
        string id, string approver, string? comment = null, CancellationToken cancellationToken = default) =>
        DecideAsync(id, RequestStatus.Denied, approver, comment, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreResult<AccessRequest>> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        table.MoveAsync(id, request => request with { Status = RequestStatus.Cancelled }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreResult<AccessRequest>> ExpireAsync(string id, CancellationToken cancellationToken = default) =>
        table.MoveAsync(id, request => request with { Status = RequestStatus.Expired }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string id, CancellationToken cancellationToken = default) => table.DeleteAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccessRequest>> ListByRequesterAsync(
        string requester, int limit = 0, CancellationToken cancellationToken = default) =>
        table.ListAsync(request => request.Requester == requester, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccessRequest>> ListByStatusAsync(
        RequestStatus status, int limit = 0, CancellationToken cancellationToken = default) =>
        table.ListAsync(request => request.Status == status, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AccessRequest>> ListByProfileAsync(
        string profile, int limit = 0, CancellationToken cancellationToken = default) =>
        table.ListAsync(request => request.Profile == profile, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AccessRequest?> FindApprovedAsync(string requester, string profile, CancellationToken cancellationToken = default) =>
        table.FindNewestAsync(
            request => request.Requester == requester,
            (request, now) => request.Profile == profile && request.GrantsAccessAt(now),
            cancellationToken);

    private ValueTask<StoreResult<AccessRequest>> DecideAsync(
        string id, RequestStatus decision, string approver, string? comment, CancellationToken cancellationToken) =>
        table.MoveAsync(
            id, request => request with { Status = decision, Approver = approver, ApproverComment = comment }, cancellationToken);
}
