namespace Sentinel.Stores.BreakGlass;

/// <summary>Why somebody breaks the glass.</summary>
public enum BreakGlassReason
{
    /// <summary>Something is broken now.</summary>
    Incident,

    /// <summary>Work that cannot wait for an approver.</summary>
    Maintenance,

    /// <summary>An attack, or the suspicion of one.</summary>
    Security,

    /// <summary>Something has to be restored.</summary>
    Recovery,

    /// <summary>What the justification says.</summary>
    Other,
}
