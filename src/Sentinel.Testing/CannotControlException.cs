namespace Sentinel.Testing;

/// <summary>Only controlled execution was asked for, and the code can't be controlled; the message says why, and where.</summary>
public sealed class CannotControlException : Exception
{
    internal CannotControlException(string spec, string reason)
        : base($"{spec} can't be run under control: {reason}")
    {
    }
}
