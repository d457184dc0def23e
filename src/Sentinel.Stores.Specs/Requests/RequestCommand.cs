using Sentinel.Stores.Specs.Records;
using Sentinel.Stores.Requests;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>What one asks a request store, or its clock. A closed set of cases, immutable, with equality by value.</summary>
public abstract record RequestCommand
{
    private protected RequestCommand()
    {
    }

    /// <summary>Adds a request.</summary>
    /// <param name="Request">The request.</param>
    public sealed record Create(AccessRequest Request) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Create({RequestText.Of(Request)})";
    }

    /// <summary>Reads a request.</summary>
    /// <param name="Id">Which.</param>
    public sealed record Get(string Id) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Get({SpecTime.Short(Id)})";
    }

    /// <summary>Replaces a request, if its version is still the one that is given.</summary>
    /// <param name="Request">The request, with the version that the caller believes to be stored.</param>
    /// <param name="Version">Where that version comes from when the program runs; once it has run, the request holds it.</param>
    public sealed record Update(AccessRequest Request, VersionSource Version = VersionSource.AsGiven) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => Version == VersionSource.AsGiven
            ? $"Update({RequestText.Of(Request)}, if {SpecTime.Text(Request.UpdatedAt)})"
            : $"Update({RequestText.Of(Request)}, if {Version})";
    }

    /// <summary>Pending to approved.</summary>
    /// <param name="Id">Which request.</param>
    /// <param name="Approver">Who says so.</param>
    public sealed record Approve(string Id, string Approver) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Approve({SpecTime.Short(Id)}, {Approver})";
    }

    /// <summary>Pending to denied.</summary>
    /// <param name="Id">Which request.</param>
    /// <param name="Approver">Who says so.</param>
    public sealed record Deny(string Id, string Approver) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Deny({SpecTime.Short(Id)}, {Approver})";
    }

    /// <summary>Pending to cancelled.</summary>
    /// <param name="Id">Which request.</param>
    public sealed record Cancel(string Id) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Cancel({SpecTime.Short(Id)})";
    }

    /// <summary>Pending to expired.</summary>
    /// <param name="Id">Which request.</param>
    public sealed record Expire(string Id) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Expire({SpecTime.Short(Id)})";
    }

    /// <summary>Removes a request.</summary>
    /// <param name="Id">Which.</param>
    public sealed record Delete(string Id) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Delete({SpecTime.Short(Id)})";
    }

    /// <summary>The requests of one requester.</summary>
    /// <param name="Requester">Whose.</param>
    /// <param name="Limit">At most so many; 0 for the default.</param>
    public sealed record ListByRequester(string Requester, int Limit) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"ListByRequester({Requester}, {Limit})";
    }

    /// <summary>The requests with one status.</summary>
    /// <param name="Status">Which status.</param>
    /// <param name="Limit">At most so many; 0 for the default.</param>
    public sealed record ListByStatus(RequestStatus Status, int Limit) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"ListByStatus({Status}, {Limit})";
    }

    /// <summary>The requests for one profile.</summary>
    /// <param name="Profile">Which profile.</param>
    /// <param name="Limit">At most so many; 0 for the default.</param>
    public sealed record ListByProfile(string Profile, int Limit) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"ListByProfile({Profile}, {Limit})";
    }

    /// <summary>The newest request that grants access now.</summary>
    /// <param name="Requester">Whose.</param>
    /// <param name="Profile">For which profile.</param>
    public sealed record FindApproved(string Requester, string Profile) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"FindApproved({Requester}, {Profile})";
    }

    /// <summary>Moves the clock on. Time moves in no other way.</summary>
    /// <param name="By">By how much.</param>
    public sealed record AdvanceClock(TimeSpan By) : RequestCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"AdvanceClock({By.TotalSeconds}s)";
    }
}
