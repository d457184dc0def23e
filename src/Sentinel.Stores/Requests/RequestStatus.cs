namespace Sentinel.Stores.Requests;

/// <summary>Where a request stands. It leaves <see cref="Pending"/> at most once; all others are final.</summary>
public enum RequestStatus
{
    /// <summary>Nobody has decided yet.</summary>
    Pending,

    /// <summary>An approver said yes.</summary>
    Approved,

    /// <summary>An approver said no.</summary>
    Denied,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>The requester took it back.</summary>
    Cancelled,
}
