using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs.Records;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>What a request store answered. A closed set of cases with equality by value, made of copies that nobody changes.</summary>
public abstract record RequestResult
{
    private protected RequestResult()
    {
    }

    /// <summary>The store answered with a request.</summary>
    /// <param name="Request">The request, with its stamp.</param>
    public sealed record Ok(AccessRequest Request) : RequestResult
    {
        /// <inheritdoc/>
        public override string ToString() => RequestText.Stored(Request);
    }

    /// <summary>The store did nothing.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Refusal Reason) : RequestResult
    {
        /// <inheritdoc/>
        public override string ToString() => Reason.ToString();
    }

    /// <summary>The store did nothing: the state machine has no such step.</summary>
    /// <param name="Current">The request as it stands.</param>
    public sealed record InvalidTransition(AccessRequest Current) : RequestResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"InvalidTransition from {RequestText.Stored(Current)}";
    }

    /// <summary>The store answered with a list.</summary>
    /// <param name="Requests">The requests, in the order given.</param>
    public sealed record Listed(IReadOnlyList<AccessRequest> Requests) : RequestResult
    {
        /// <inheritdoc/>
        public bool Equals(Listed? other) => other is not null && Requests.SequenceEqual(other.Requests);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Requests.Count, Requests.Count > 0 ? Requests[0] : null);

        /// <inheritdoc/>
        public override string ToString() => $"[{string.Join("; ", Requests.Select(RequestText.Stored))}]";
    }

    /// <summary>There is nothing that was looked for.</summary>
    public sealed record Nothing : RequestResult
    {
        /// <inheritdoc/>
        public override string ToString() => "nothing";
    }

    /// <summary>The call returned; it has nothing to say.</summary>
    public sealed record Done : RequestResult
    {
        /// <inheritdoc/>
        public override string ToString() => "ok";
    }

    /// <summary>The call threw. A right store never does.</summary>
    /// <param name="Exception">The type of the exception and its message.</param>
    public sealed record Threw(string Exception) : RequestResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"threw {Exception}";
    }

    /// <summary>The answer of the store, as a value of its own.</summary>
    internal static RequestResult Of(StoreResult<AccessRequest> result) => result switch
    {
        StoreResult<AccessRequest>.Ok ok => new Ok(Copy(ok.Record)),
        StoreResult<AccessRequest>.InvalidTransition invalid => new InvalidTransition(Copy(invalid.Current)),
        StoreResult<AccessRequest>.NotFound => new Refused(Refusal.NotFound),
        StoreResult<AccessRequest>.AlreadyExists => new Refused(Refusal.AlreadyExists),
        StoreResult<AccessRequest>.Conflict => new Refused(Refusal.Conflict),
        _ => new Refused(Refusal.Invalid),
    };

    internal static RequestResult Of(IReadOnlyList<AccessRequest> requests) => new Listed([.. requests.Select(Copy)]);

    internal static RequestResult Of(AccessRequest? request) => request is null ? new Nothing() : new Ok(Copy(request));

    private static AccessRequest Copy(AccessRequest request) => request.Copy();
}
