namespace Sentinel.Histories;

/// <summary>What is known about how an operation ended.</summary>
public enum OutcomeKind
{
    /// <summary>Nothing is known: it may take effect at any time after its invocation, or never.</summary>
    Unknown,

    /// <summary>It took effect between its invocation and its response, and gave a result.</summary>
    Returned,

    /// <summary>It is known not to have happened.</summary>
    Failed,
}
