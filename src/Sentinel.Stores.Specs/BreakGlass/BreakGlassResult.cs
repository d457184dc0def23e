using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;
using Sentinel.Stores.Specs.Records;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>What a break-glass store answered. A closed set of cases with equality by value, made of copies that nobody changes.</summary>
public abstract record BreakGlassResult
{
    private protected BreakGlassResult()
    {
    }

    /// <summary>The store answered with an event.</summary>
    /// <param name="Event">The event, with its stamp.</param>
    public sealed record Ok(BreakGlassEvent Event) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => BreakGlassText.Stored(Event);
    }

    /// <summary>The glass is broken.</summary>
    /// <param name="Event">The event, with its stamp.</param>
    /// <param name="ShouldEscalate">Whether somebody should be told.</param>
    public sealed record Opened(BreakGlassEvent Event, bool ShouldEscalate) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"{BreakGlassText.Stored(Event)}{(ShouldEscalate ? ", escalated" : "")}";
    }

    /// <summary>The store did nothing.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Refusal Reason) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => Reason.ToString();
    }

    /// <summary>The store did nothing: the state machine has no such step.</summary>
    /// <param name="Current">The event as it stands.</param>
    public sealed record InvalidTransition(BreakGlassEvent Current) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"InvalidTransition from {BreakGlassText.Stored(Current)}";
    }

    /// <summary>The store opened nothing: there is an active event.</summary>
    /// <param name="Active">That event.</param>
    public sealed record AlreadyActive(BreakGlassEvent Active) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"AlreadyActive {BreakGlassText.Stored(Active)}";
    }

    /// <summary>The store opened nothing: a limit is reached.</summary>
    /// <param name="Kind">Which one.</param>
    /// <param name="RetryAfter">How long the cooldown still takes.</param>
    public sealed record RateLimited(RateLimitKind Kind, TimeSpan RetryAfter) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"RateLimited by {Kind}, {RetryAfter.TotalSeconds}s left";
    }

    /// <summary>The store answered with a list.</summary>
    /// <param name="Events">The events, in the order given.</param>
    public sealed record Listed(IReadOnlyList<BreakGlassEvent> Events) : BreakGlassResult
    {
        /// <inheritdoc/>
        public bool Equals(Listed? other) => other is not null && Events.SequenceEqual(other.Events);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Events.Count, Events.Count > 0 ? Events[0] : null);

        /// <inheritdoc/>
        public override string ToString() => $"[{string.Join("; ", Events.Select(BreakGlassText.Stored))}]";
    }

    /// <summary>The store counted.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Counted(int Count) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Count}";
    }

    /// <summary>There is nothing that was looked for.</summary>
    public sealed record Nothing : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => "nothing";
    }

    /// <summary>The call returned; it has nothing to say.</summary>
    public sealed record Done : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => "ok";
    }

    /// <summary>The call threw. A right store never does.</summary>
    /// <param name="Exception">The type of the exception and its message.</param>
    public sealed record Threw(string Exception) : BreakGlassResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"threw {Exception}";
    }

    /// <summary>The answer of the store, as a value of its own.</summary>
    internal static BreakGlassResult Of(StoreResult<BreakGlassEvent> result) => result switch
    {
        StoreResult<BreakGlassEvent>.Ok ok => new Ok(ok.Record.Copy()),
        StoreResult<BreakGlassEvent>.InvalidTransition invalid => new InvalidTransition(invalid.Current.Copy()),
        StoreResult<BreakGlassEvent>.NotFound => new Refused(Refusal.NotFound),
        StoreResult<BreakGlassEvent>.AlreadyExists => new Refused(Refusal.AlreadyExists),
        StoreResult<BreakGlassEvent>.Conflict => new Refused(Refusal.Conflict),
        _ => new Refused(Refusal.Invalid),
    };

    internal static BreakGlassResult Of(OpenResult result) => result switch
    {
        OpenResult.Opened opened => new Opened(opened.Event.Copy(), opened.ShouldEscalate),
        OpenResult.AlreadyActive active => new AlreadyActive(active.Active.Copy()),
        OpenResult.RateLimited limited => new RateLimited(limited.Kind, limited.RetryAfter),
        OpenResult.AlreadyExists => new Refused(Refusal.AlreadyExists),
        _ => new Refused(Refusal.Invalid),
    };

    internal static BreakGlassResult Of(IReadOnlyList<BreakGlassEvent> events) => new Listed([.. events.Select(shown => shown.Copy())]);

    internal static BreakGlassResult Of(BreakGlassEvent? found) => found is null ? new Nothing() : new Ok(found.Copy());
}
