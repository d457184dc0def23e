namespace Sentinel.Testing;

/// <summary>The spec could not be created, or could not make or dispose a system, or its own code failed outside the system under test.</summary>
public sealed class SystemUnderTestException : Exception
{
    internal SystemUnderTestException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>A spec that could not make a system for a run.</summary>
    internal static SystemUnderTestException OfCreate(string spec, Exception inner) => new($"{spec} could not create its system: {inner.Message}", inner);

    /// <summary>A system whose disposal threw after a run.</summary>
    internal static SystemUnderTestException OfDispose(string spec, Exception inner) => new($"{spec} could not dispose its system: {inner.Message}", inner);
}
