using Sentinel.Stores.Records;

namespace Sentinel.Stores.Requests;

/// <summary>A request for access to a profile, which an approver decides on.</summary>
/// <remarks>
/// Compares by value, comments included. Immutable but for <see cref="Comments"/>, which is a plain list that belongs to whoever holds
/// the record: a store neither keeps the list that it is given nor hands out its own. Thread-safe as long as nobody changes that list.
/// </remarks>
public sealed record AccessRequest : IVersionedRecord<AccessRequest>
{
    /// <summary>How long access may last at most: 8 hours.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromHours(8);

    /// <summary>The fewest bytes of UTF-8 in a justification.</summary>
    public const int MinJustificationBytes = 10;

    /// <summary>The most bytes of UTF-8 in a justification.</summary>
    public const int MaxJustificationBytes = 500;

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>Who asks.</summary>
    public required string Requester { get; init; }

    /// <summary>What access is asked for.</summary>
    public required string Profile { get; init; }

    /// <summary>Why; 10 to 500 bytes of UTF-8.</summary>
    public required string Justification { get; init; }

    /// <summary>How long access is wanted, counted from <see cref="CreatedAt"/>; more than nothing, at most 8 hours.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Where the request stands.</summary>
    /// <value><see cref="RequestStatus.Pending"/>. A request may be created decided already, where a policy approves by itself.</value>
    public RequestStatus Status { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    /// <value>Of a record that was never stored: the default instant. Create ignores it.</value>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The last instant at which the request, or its approval, is good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who decided; <see langword="null"/> where nobody has.</summary>
    public string? Approver { get; init; }

    /// <summary>What the approver said; <see langword="null"/> where nothing was.</summary>
    public string? ApproverComment { get; init; }

    /// <summary>Notes on the request. The holder of the record may change the list; the store does not notice.</summary>
    public IList<string> Comments { get; init; } = [];

    /// <summary>Whether the request grants access at an instant. Both ends are included: the boundary instant itself is still good.</summary>
    /// <remarks>The window of access opens at <see cref="CreatedAt"/>, not at the approval: a late approval uses it up.</remarks>
    public bool GrantsAccessAt(DateTimeOffset now) =>
        Status == RequestStatus.Approved && now <= ExpiresAt && now - CreatedAt <= Duration;

    /// <inheritdoc/>
    /// <remarks>Pending may become anything; what is decided never changes again, not even in its comments.</remarks>
    public bool MayBecome(AccessRequest next) => Status == RequestStatus.Pending;

    /// <inheritdoc/>
    public AccessRequest Copy() => this with { Comments = [.. Comments] };

    /// <inheritdoc/>
    public AccessRequest WithStamp(DateTimeOffset updatedAt) => this with { UpdatedAt = updatedAt };

    /// <inheritdoc/>
    public IReadOnlyList<ValidationError> Validate() => new FieldRules()
        .Id(nameof(Id), Id)
        .NotEmpty(nameof(Requester), Requester)
        .NotEmpty(nameof(Profile), Profile)
        .Bytes(nameof(Justification), Justification, MinJustificationBytes, MaxJustificationBytes)
        .AtMost(nameof(Duration), Duration, MaxDuration)
        .Defined(nameof(Status), Status)
        .Given(nameof(CreatedAt), CreatedAt)
        .Given(nameof(ExpiresAt), ExpiresAt)
        .Errors;

    /// <summary>Whether all members are equal, the comments one by one.</summary>
    public bool Equals(AccessRequest? other) =>
        other is not null && Id == other.Id && Status == other.Status && UpdatedAt == other.UpdatedAt && CreatedAt == other.CreatedAt
        && ExpiresAt == other.ExpiresAt && Duration == other.Duration && Requester == other.Requester && Profile == other.Profile
        && Justification == other.Justification && Approver == other.Approver && ApproverComment == other.ApproverComment
        && Comments.SequenceEqual(other.Comments, StringComparer.Ordinal);

    /// <summary>Which request, and where it stands; not all members.</summary>
    public override string ToString() => $"{Id} {Status} {Requester}/{Profile} version {UpdatedAt:O}";

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Status, UpdatedAt, CreatedAt, Requester, Profile);
}
