namespace Sentinel.Testing;

/// <summary>The spec could not be created or make a system, or its own code failed outside the system under test.</summary>
public sealed class SystemUnderTestException : Exception
{
    internal SystemUnderTestException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
