namespace Sentinel.Testing;

/// <summary>A property found no violation, but can't call that a pass; the message says why.</summary>
public sealed class LinearizabilityInconclusiveException : Exception
{
    internal LinearizabilityInconclusiveException(LinearizabilityResult result)
        : base(result.ToString()) => Result = result;

    /// <summary>What was done.</summary>
    public LinearizabilityResult Result { get; }
}
