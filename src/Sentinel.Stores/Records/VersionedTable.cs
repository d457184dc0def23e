namespace Sentinel.Stores.Records;

/// <summary>The records of one in-memory store, and its one atomic step.</summary>
/// <remarks>
/// Everything that reads or writes records runs inside <see cref="InOneStepAsync"/>, under one lock: that is the whole argument for
/// linearizability. Each decision (which stamp, whether a version is current, what is copied) is a small method of its own, so
/// that a test can put a wrong one in its place and see that it is found. Thread-safe.
/// </remarks>
/// <param name="time">The clock that stamps are taken from.</param>
/// <param name="latency">Awaited before every atomic step, as a remote store would be; none by default.</param>
internal class VersionedTable<TRecord>(TimeProvider time, Func<CancellationToken, ValueTask>? latency = null)
    where TRecord : class, IVersionedRecord<TRecord>
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TRecord> records = new(StringComparer.Ordinal);
    private DateTimeOffset lastStamp;
    private DateTimeOffset? instant;

    /// <summary>The instant of the present step. The clock is read once a step: with two readings a clock that moves in between
    /// would put one half of the step before its move and the other half after it. Only inside a step.</summary>
    public DateTimeOffset Now => instant ??= time.GetUtcNow();

    /// <summary>Runs a step during which no other step of this table runs.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the step began; nothing happened.</exception>
    public async ValueTask<T> InOneStepAsync<T>(Func<T> step, CancellationToken cancellationToken)
    {
        if (latency is not null)
        {
            await latency(cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            instant = null;
            return step();
        }
    }

    public ValueTask<StoreResult<TRecord>> CreateAsync(TRecord record, CancellationToken cancellationToken)
    {
        if (Refuse(record) is { } refusal)
        {
            return new(refusal);
        }

        // Copied before the await: from here on the caller may do with its object what it likes.
        var own = CopyIn(record);
        return ChangeAsync(own.Id, stored => IsTaken(stored) ? new StoreResult<TRecord>.AlreadyExists() : Accept(own), cancellationToken);
    }

    public virtual ValueTask<StoreResult<TRecord>> GetAsync(string id, CancellationToken cancellationToken) =>
        InOneStepAsync(() => Find(id) is { } stored ? Accept(CopyOut(stored)) : Missing(), cancellationToken);

    /// <summary>Replaces a record whose version is the one that the caller saw. Exists, version, transition: in this order.</summary>
    public ValueTask<StoreResult<TRecord>> UpdateAsync(TRecord record, CancellationToken cancellationToken)
    {
        if (Refuse(record) is { } refusal)
        {
            return new(refusal);
        }

        var own = CopyIn(record);
        return ChangeAsync(
            own.Id,
            stored => stored is null ? Missing() : IsCurrent(stored, own.UpdatedAt) ? DecideMove(stored, own) : new StoreResult<TRecord>.Conflict(),
            cancellationToken);
    }

    /// <summary>Changes a record whatever its version, if the state machine has that step.</summary>
    public ValueTask<StoreResult<TRecord>> MoveAsync(string id, Func<TRecord, TRecord> move, CancellationToken cancellationToken) =>
        ChangeAsync(id, stored => stored is null ? Missing() : DecideMove(stored, move(stored)), cancellationToken);

    /// <summary>Removes a record, whatever its version and status; nothing where there is none.</summary>
    public virtual async ValueTask DeleteAsync(string id, CancellationToken cancellationToken) =>
        await InOneStepAsync(() => records.Remove(id), cancellationToken).ConfigureAwait(false);

    /// <summary>The newest records that a filter lets through, by creation, then by id.</summary>
    public ValueTask<IReadOnlyList<TRecord>> ListAsync(Func<TRecord, bool> filter, int limit, CancellationToken cancellationToken) =>
        InOneStepAsync<IReadOnlyList<TRecord>>(
            () => [.. NewestFirst(filter).Take(ListLimit.Effective(limit)).Select(CopyOut)],
            cancellationToken);

    /// <summary>The newest record that a filter lets through at this instant.</summary>
    public virtual ValueTask<TRecord?> FindNewestAsync(
        Func<TRecord, bool> owner, Func<TRecord, DateTimeOffset, bool> filter, CancellationToken cancellationToken) =>
        InOneStepAsync(
            () =>
            {
                var now = Now;
                var found = NewestFirst(owner).FirstOrDefault(record => filter(record, now));
                return found is null ? null : CopyOut(found);
            },
            cancellationToken);

    /// <summary>The records that a filter lets through, newest first by creation, then by id. Only inside a step.</summary>
    public virtual IEnumerable<TRecord> NewestFirst(Func<TRecord, bool> filter) =>
        Listed().Where(filter).OrderByDescending(record => record.CreatedAt).ThenBy(record => record.Id, StringComparer.Ordinal);

    /// <summary>Decides on a record and writes what was decided, as one step.</summary>
    protected virtual ValueTask<StoreResult<TRecord>> ChangeAsync(
        string id, Func<TRecord?, StoreResult<TRecord>> decide, CancellationToken cancellationToken) =>
        InOneStepAsync(() => Write(decide(Find(id))), cancellationToken);

    /// <summary>Writes the record of a decision that accepts one. Only inside a step.</summary>
    public StoreResult<TRecord> Write(StoreResult<TRecord> decision)
    {
        if (decision is not StoreResult<TRecord>.Ok(var record))
        {
            return decision;
        }

        lastStamp = NextStamp(Find(record.Id));
        var stored = record.WithStamp(lastStamp);
        Store(stored);
        return Accept(CopyOut(stored));
    }

    /// <summary>The record with this id. Only inside a step.</summary>
    public TRecord? Find(string id) => records.GetValueOrDefault(id);

    /// <summary>The records that lists and searches go through. Only inside a step.</summary>
    public virtual IEnumerable<TRecord> Listed() => records.Values;

    /// <summary>Puts a record in its place. Only inside a step.</summary>
    protected virtual void Store(TRecord record) => records[record.Id] = record;

    /// <summary>Later than every stamp before it, whatever the clock does: the stamp is the version, and two versions must differ.</summary>
    /// <param name="replaced">The record that is replaced, where there is one.</param>
    protected virtual DateTimeOffset NextStamp(TRecord? replaced)
    {
        var now = Now;
        return now > lastStamp ? now : lastStamp.AddTicks(1);
    }

    protected virtual bool IsTaken(TRecord? stored) => stored is not null;

    protected virtual bool IsCurrent(TRecord stored, DateTimeOffset seen) => stored.UpdatedAt == seen;

    protected virtual bool MayBecome(TRecord stored, TRecord next) => stored.MayBecome(next);

    protected virtual StoreResult<TRecord> Missing() => new StoreResult<TRecord>.NotFound();

    protected virtual TRecord CopyIn(TRecord record) => record.Copy();

    public virtual TRecord CopyOut(TRecord record) => record.Copy();

    private static StoreResult<TRecord>.Ok Accept(TRecord record) => new(record);

    private static StoreResult<TRecord>.Invalid? Refuse(TRecord record) =>
        record.Validate() is { Count: > 0 } errors ? new(errors) : null;

    private StoreResult<TRecord> DecideMove(TRecord stored, TRecord next) =>
        MayBecome(stored, next) ? Accept(next) : new StoreResult<TRecord>.InvalidTransition(CopyOut(stored));
}
