namespace Sentinel.Testing;

/// <summary>A property found a violation; the message is the report.</summary>
public sealed class LinearizabilityViolationException : Exception
{
    internal LinearizabilityViolationException(LinearizabilityFailure failure, string report)
        : base(Environment.NewLine + report) => Failure = failure;

    /// <summary>The failure.</summary>
    public LinearizabilityFailure Failure { get; }
}
