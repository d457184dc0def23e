namespace Sentinel.Stores.Specs.Policies;

/// <summary>How a policy source can leave its caller without a policy.</summary>
public enum SourceFault
{
    /// <summary>It says that it failed.</summary>
    Fails,

    /// <summary>It says that there is no such policy.</summary>
    FindsNothing,

    /// <summary>It throws.</summary>
    Throws,
}
