using Sentinel.Stores.Records;

namespace Sentinel.Stores.BreakGlass;

/// <summary>What somebody says who breaks the glass. When that is, and until when it is good, the store decides.</summary>
/// <param name="Id">The id of the new event: 16 lower-case hexadecimal digits.</param>
/// <param name="Invoker">Who.</param>
/// <param name="Profile">Access to what.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Justification">Why, in words; 20 to 1,000 bytes of UTF-8.</param>
/// <param name="Duration">For how long; at most 4 hours.</param>
/// <param name="RequestId">The id under which other systems know it, or <see langword="null"/>.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record BreakGlassOpening(
    string Id, string Invoker, string Profile, BreakGlassReason Reason, string Justification, TimeSpan Duration, string? RequestId = null)
{
    /// <summary>The event that begins at an instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It would end beyond the calendar; no valid duration is that long.</exception>
    public BreakGlassEvent At(DateTimeOffset now) => From(now, now + Duration);

    /// <summary>Everything that is wrong with the event that this would open, whenever that is; nothing where it is valid.</summary>
    public IReadOnlyList<ValidationError> Validate() => From(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch).Validate();

    private BreakGlassEvent From(DateTimeOffset now, DateTimeOffset expires) => new()
    {
        Id = Id,
        Invoker = Invoker,
        Profile = Profile,
        Reason = Reason,
        Justification = Justification,
        Duration = Duration,
        RequestId = RequestId,
        CreatedAt = now,
        ExpiresAt = expires,
    };
}
