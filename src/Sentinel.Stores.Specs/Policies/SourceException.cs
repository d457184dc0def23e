namespace Sentinel.Stores.Specs.Policies;

/// <summary>What the policy source of the spec throws where it was told to.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Makes one with the framework's own message.</summary>
    public SourceException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public SourceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    public SourceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
