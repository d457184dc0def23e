namespace Sentinel.Formats.Bindings;

/// <summary>How a compare-and-set that a Jepsen history calls failed is read.</summary>
public enum FailedCas
{
    /// <summary>It did not happen, for whatever reason: it says nothing about the register. Always sound.</summary>
    DidNotHappen,

    /// <summary>It was done, and the comparison was false: the register held something else then. Gives false violations where the
    /// recorder uses <c>:fail</c> also for errors and time-outs.</summary>
    Observed,
}
