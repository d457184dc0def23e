namespace Sentinel.Stores.BreakGlass;

/// <summary>Where a break-glass event stands. It leaves <see cref="Active"/> at most once; the others are final.</summary>
public enum BreakGlassStatus
{
    /// <summary>The glass is broken: access is granted, as long as the event has not expired.</summary>
    Active,

    /// <summary>The invoker, or somebody from security, ended it.</summary>
    Closed,

    /// <summary>Its time was over.</summary>
    Expired,
}
