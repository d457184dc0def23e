using Sentinel.Stores.Records;

namespace Sentinel.Stores.BreakGlass;

/// <summary>A break-glass store in memory, linearizable in all its calls.</summary>
/// <remarks>Thread-safe. Nothing is bounded but lists: it keeps what it is given until it is deleted.</remarks>
public sealed class InMemoryBreakGlassStore : IBreakGlassStore
{
    private readonly VersionedTable<BreakGlassEvent> table;
    private readonly OpeningDesk desk;

    /// <summary>Makes an empty store.</summary>
    /// <param name="time">The clock. It may stand still or step back: stamps increase all the same.</param>
    /// <param name="latency">Awaited before the atomic step of every call, as a remote store would be; none by default.</param>
    public InMemoryBreakGlassStore(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
        : this(new VersionedTable<BreakGlassEvent>(time, latency))
    {
    }

    internal InMemoryBreakGlassStore(VersionedTable<BreakGlassEvent> table, OpeningDesk? desk = null)
    {
        this.table = table;
        this.desk = desk ?? new(table);
    }

    /// <inheritdoc/>
    public ValueTask<OpenResult> OpenAsync(BreakGlassOpening opening, RateLimitPolicy? policy = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return opening.Validate() is { Count: > 0 } errors
            ? new(new OpenResult.Invalid(errors))
            : desk.OpenAsync(opening, policy, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoreResult<BreakGlassEvent>> CreateAsync(BreakGlassEvent created, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(created);
        return table.CreateAsync(created, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoreResult<BreakGlassEvent>> GetAsync(string id, CancellationToken cancellationToken = default) =>
        table.GetAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreResult<BreakGlassEvent>> UpdateAsync(BreakGlassEvent updated, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(updated);
        return table.UpdateAsync(updated, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoreResult<BreakGlassEvent>> CloseAsync(
        string id, string closedBy, string reason, CancellationToken cancellationToken = default) =>
        table.MoveAsync(
            id, stored => stored with { Status = BreakGlassStatus.Closed, ClosedBy = closedBy, ClosedReason = reason }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreResult<BreakGlassEvent>> ExpireAsync(string id, CancellationToken cancellationToken = default) =>
        table.MoveAsync(id, stored => stored with { Status = BreakGlassStatus.Expired }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string id, CancellationToken cancellationToken = default) => table.DeleteAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BreakGlassEvent>> ListByInvokerAsync(
        string invoker, int limit = 0, CancellationToken cancellationToken = default) =>
        table.ListAsync(stored => stored.Invoker == invoker, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BreakGlassEvent>> ListByStatusAsync(
        BreakGlassStatus status, int limit = 0, CancellationToken cancellationToken = default) =>
        table.ListAsync(stored => stored.Status == status, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BreakGlassEvent>> ListByProfileAsync(
        string profile, int limit = 0, CancellationToken cancellationToken = default) =>
        table.ListAsync(stored => stored.Profile == profile, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<BreakGlassEvent?> FindActiveAsync(string invoker, string profile, CancellationToken cancellationToken = default) =>
        FindAsync(invoker, profile, (stored, _) => stored.Status == BreakGlassStatus.Active, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<BreakGlassEvent?> FindInForceAsync(string invoker, string profile, CancellationToken cancellationToken = default) =>
        FindAsync(invoker, profile, (stored, now) => stored.IsInForceAt(now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<BreakGlassEvent?> FindLastAsync(string invoker, string profile, CancellationToken cancellationToken = default) =>
        FindAsync(invoker, profile, (_, _) => true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountByInvokerSinceAsync(string invoker, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        desk.CountSinceAsync(stored => stored.Invoker == invoker, since, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountByProfileSinceAsync(string profile, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        desk.CountSinceAsync(stored => stored.Profile == profile, since, cancellationToken);

    private ValueTask<BreakGlassEvent?> FindAsync(
        string invoker, string profile, Func<BreakGlassEvent, DateTimeOffset, bool> filter, CancellationToken cancellationToken) =>
        table.FindNewestAsync(
            stored => stored.Invoker == invoker, (stored, now) => stored.Profile == profile && filter(stored, now), cancellationToken);
}
