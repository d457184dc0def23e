namespace Sentinel.Testing;

/// <summary>How hard is looked for a failure of a candidate.</summary>
internal enum ShrinkEffort
{
    /// <summary>One run, with the decisions of the failure that is being shrunk.</summary>
    Replay,

    /// <summary>A few runs more.</summary>
    Quick,

    /// <summary>As many as it takes where a failure may hide.</summary>
    Thorough,
}
