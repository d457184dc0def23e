using Sentinel.Stores.Records;

namespace Sentinel.Stores.BreakGlass;

/// <summary>One emergency access, taken without an approver.</summary>
/// <remarks>
/// Compares by value, notes included. Immutable but for <see cref="Notes"/>, which is a plain list that belongs to whoever holds the
/// record: a store neither keeps the list that it is given nor hands out its own. Thread-safe as long as nobody changes that list.
/// </remarks>
public sealed record BreakGlassEvent : IVersionedRecord<BreakGlassEvent>
{
    /// <summary>How long access may last at most: 4 hours.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromHours(4);

    /// <summary>The fewest bytes of UTF-8 in a justification.</summary>
    public const int MinJustificationBytes = 20;

    /// <summary>The most bytes of UTF-8 in a justification.</summary>
    public const int MaxJustificationBytes = 1_000;

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>Who broke the glass.</summary>
    public required string Invoker { get; init; }

    /// <summary>What access was taken.</summary>
    public required string Profile { get; init; }

    /// <summary>Why, in one word.</summary>
    public required BreakGlassReason Reason { get; init; }

    /// <summary>Why, in words; 20 to 1,000 bytes of UTF-8.</summary>
    public required string Justification { get; init; }

    /// <summary>How long access was wanted; more than nothing, at most 4 hours.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Where the event stands.</summary>
    /// <value><see cref="BreakGlassStatus.Active"/>.</value>
    public BreakGlassStatus Status { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    /// <value>Of an event that was never stored: the default instant. Create ignores it.</value>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The last instant at which the event grants access.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who closed it; <see langword="null"/> where nobody did.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Why it was closed; <see langword="null"/> where it was not.</summary>
    public string? ClosedReason { get; init; }

    /// <summary>The id under which other systems know this access, 16 lower-case hexadecimal digits; <see langword="null"/> where there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Notes on what was done. The holder of the record may change the list; the store does not notice.</summary>
    public IList<string> Notes { get; init; } = [];

    /// <summary>Whether the event grants access at an instant; the instant at which it expires is still good.</summary>
    public bool IsInForceAt(DateTimeOffset now) => Status == BreakGlassStatus.Active && now <= ExpiresAt;

    /// <summary>How much longer the event grants access.</summary>
    /// <returns>Never less than nothing.</returns>
    public TimeSpan RemainingAt(DateTimeOffset now) => now < ExpiresAt ? ExpiresAt - now : TimeSpan.Zero;

    /// <inheritdoc/>
    /// <remarks>An active event may be edited, closed or expired; what has ended never changes again, not even in its notes.</remarks>
    public bool MayBecome(BreakGlassEvent next) => Status == BreakGlassStatus.Active;

    /// <inheritdoc/>
    public BreakGlassEvent Copy() => this with { Notes = [.. Notes] };

    /// <inheritdoc/>
    public BreakGlassEvent WithStamp(DateTimeOffset updatedAt) => this with { UpdatedAt = updatedAt };

    /// <inheritdoc/>
    public IReadOnlyList<ValidationError> Validate() => new FieldRules()
        .Id(nameof(Id), Id)
        .NotEmpty(nameof(Invoker), Invoker)
        .NotEmpty(nameof(Profile), Profile)
        .Defined(nameof(Reason), Reason)
        .Bytes(nameof(Justification), Justification, MinJustificationBytes, MaxJustificationBytes)
        .AtMost(nameof(Duration), Duration, MaxDuration)
        .Defined(nameof(Status), Status)
        .Given(nameof(CreatedAt), CreatedAt)
        .Given(nameof(ExpiresAt), ExpiresAt)
        .OptionalId(nameof(RequestId), RequestId)
        .Errors;

    /// <summary>Whether all members are equal, the notes one by one.</summary>
    public bool Equals(BreakGlassEvent? other) =>
        other is not null && Id == other.Id && Status == other.Status && UpdatedAt == other.UpdatedAt && CreatedAt == other.CreatedAt
        && ExpiresAt == other.ExpiresAt && Duration == other.Duration && Invoker == other.Invoker && Profile == other.Profile
        && Reason == other.Reason && Justification == other.Justification && ClosedBy == other.ClosedBy
        && ClosedReason == other.ClosedReason && RequestId == other.RequestId && Notes.SequenceEqual(other.Notes, StringComparer.Ordinal);

    /// <summary>Which event, and where it stands; not all members.</summary>
    public override string ToString() => $"{Id} {Status} {Invoker}/{Profile} version {UpdatedAt:O}";

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Status, UpdatedAt, CreatedAt, Invoker, Profile);
}
