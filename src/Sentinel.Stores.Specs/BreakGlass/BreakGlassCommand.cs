using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Specs.Records;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>What one asks a break-glass store, or its clock. A closed set of cases, immutable, with equality by value.</summary>
public abstract record BreakGlassCommand
{
    private protected BreakGlassCommand()
    {
    }

    /// <summary>Breaks the glass, if the rules of <see cref="BreakGlassRules"/> allow it.</summary>
    /// <param name="Opening">What the invoker says.</param>
    public sealed record Open(BreakGlassOpening Opening) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Open({BreakGlassText.Of(Opening)})";
    }

    /// <summary>Adds an event, whatever the rules say.</summary>
    /// <param name="Event">The event.</param>
    public sealed record Create(BreakGlassEvent Event) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Create({BreakGlassText.Of(Event)})";
    }

    /// <summary>Reads an event.</summary>
    /// <param name="Id">Which event.</param>
    public sealed record Get(string Id) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Get({SpecTime.Short(Id)})";
    }

    /// <summary>Replaces an event, if its version is still the one that is given.</summary>
    /// <param name="Event">The event, with the version that the caller believes to be stored.</param>
    /// <param name="Version">Where that version comes from when the program runs; once it has run, the event holds it.</param>
    public sealed record Update(BreakGlassEvent Event, VersionSource Version = VersionSource.AsGiven) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Version == VersionSource.AsGiven
            ? $"Update({BreakGlassText.Of(Event)}, if {SpecTime.Text(Event.UpdatedAt)})"
            : $"Update({BreakGlassText.Of(Event)}, if {Version})";
    }

    /// <summary>Active to closed.</summary>
    /// <param name="Id">Which event.</param>
    /// <param name="ClosedBy">Who says so.</param>
    public sealed record Close(string Id, string ClosedBy) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Close({SpecTime.Short(Id)}, {ClosedBy})";
    }

    /// <summary>Active to expired.</summary>
    /// <param name="Id">Which event.</param>
    public sealed record Expire(string Id) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Expire({SpecTime.Short(Id)})";
    }

    /// <summary>Removes an event.</summary>
    /// <param name="Id">Which event.</param>
    public sealed record Delete(string Id) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Delete({SpecTime.Short(Id)})";
    }

    /// <summary>The events of one invoker.</summary>
    /// <param name="Invoker">Whose.</param>
    /// <param name="Limit">At most so many; 0 for the default.</param>
    public sealed record ListByInvoker(string Invoker, int Limit) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"ListByInvoker({Invoker}, {Limit})";
    }

    /// <summary>The events with one status.</summary>
    /// <param name="Status">Which status.</param>
    /// <param name="Limit">At most so many; 0 for the default.</param>
    public sealed record ListByStatus(BreakGlassStatus Status, int Limit) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"ListByStatus({Status}, {Limit})";
    }

    /// <summary>The events for one profile.</summary>
    /// <param name="Profile">Which profile.</param>
    /// <param name="Limit">At most so many; 0 for the default.</param>
    public sealed record ListByProfile(string Profile, int Limit) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"ListByProfile({Profile}, {Limit})";
    }

    /// <summary>The newest event with the status active.</summary>
    /// <param name="Invoker">Whose.</param>
    /// <param name="Profile">For which profile.</param>
    public sealed record FindActive(string Invoker, string Profile) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"FindActive({Invoker}, {Profile})";
    }

    /// <summary>The newest event that grants access now.</summary>
    /// <param name="Invoker">Whose.</param>
    /// <param name="Profile">For which profile.</param>
    public sealed record FindInForce(string Invoker, string Profile) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"FindInForce({Invoker}, {Profile})";
    }

    /// <summary>The newest event of any status.</summary>
    /// <param name="Invoker">Whose.</param>
    /// <param name="Profile">For which profile.</param>
    public sealed record FindLast(string Invoker, string Profile) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"FindLast({Invoker}, {Profile})";
    }

    /// <summary>How many events an invoker had.</summary>
    /// <param name="Invoker">Whose.</param>
    /// <param name="Since">From this instant on, itself included.</param>
    public sealed record CountByInvokerSince(string Invoker, DateTimeOffset Since) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"CountByInvokerSince({Invoker}, {SpecTime.Text(Since)})";
    }

    /// <summary>How many events a profile had.</summary>
    /// <param name="Profile">For which profile.</param>
    /// <param name="Since">From this instant on, itself included.</param>
    public sealed record CountByProfileSince(string Profile, DateTimeOffset Since) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"CountByProfileSince({Profile}, {SpecTime.Text(Since)})";
    }

    /// <summary>Moves the clock on. Time moves in no other way.</summary>
    /// <param name="By">By how much.</param>
    public sealed record AdvanceClock(TimeSpan By) : BreakGlassCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"AdvanceClock({By.TotalSeconds}s)";
    }
}
