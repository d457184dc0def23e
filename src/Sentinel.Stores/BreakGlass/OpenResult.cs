using Sentinel.Stores.Records;

namespace Sentinel.Stores.BreakGlass;

/// <summary>How a store answers somebody who breaks the glass.</summary>
/// <remarks>A closed set of cases. Where several reasons hold, the first in this order is given: invalid, active, limited, exists.</remarks>
public abstract record OpenResult
{
    private OpenResult()
    {
    }

    /// <summary>The event is open.</summary>
    /// <param name="Event">The event; the caller's own copy.</param>
    /// <param name="ShouldEscalate">Whether the invoker has had so many events before this one that somebody should be told.</param>
    public sealed record Opened(BreakGlassEvent Event, bool ShouldEscalate) : OpenResult;

    /// <summary>The invoker has an active event for this profile already; one that is past its time counts until it is expired or closed.</summary>
    /// <param name="Active">That event; the caller's own copy.</param>
    public sealed record AlreadyActive(BreakGlassEvent Active) : OpenResult;

    /// <summary>A limit is reached.</summary>
    /// <param name="Kind">Which one.</param>
    /// <param name="RetryAfter">How long the cooldown still takes; zero for quotas.</param>
    public sealed record RateLimited(RateLimitKind Kind, TimeSpan RetryAfter) : OpenResult;

    /// <summary>There is an event with this id already.</summary>
    public sealed record AlreadyExists : OpenResult;

    /// <summary>The values are not those of an event.</summary>
    /// <param name="Errors">Everything that is wrong; at least one.</param>
    public sealed record Invalid(IReadOnlyList<ValidationError> Errors) : OpenResult;
}
