namespace Sentinel.Testing;

/// <summary>A counterexample file or a replay token can't be used; the message says what is wrong with it and what to do.</summary>
public sealed class CounterexampleException : Exception
{
    internal CounterexampleException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
