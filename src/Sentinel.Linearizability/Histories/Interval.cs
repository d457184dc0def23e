namespace Sentinel.Histories;

/// <summary>The closed interval of event numbers in which an operation was open.</summary>
/// <remarks>
/// Event numbers come from one counter shared by all processes (or from positions in a file), never from a clock.
/// The interval is closed: an operation that responds at 20 is concurrent with one that is invoked at 20.
/// </remarks>
/// <param name="Invocation">The number of the invocation.</param>
/// <param name="Response">The number of the response; <see cref="Never"/> where there is none.</param>
public readonly record struct Interval(long Invocation, long Response)
{
    /// <summary>The response of an operation that never responded.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Whether the operation has no response: it is open to the end of the history and beyond.</summary>
    public bool IsOpen => Response == Never;

    /// <summary>Whether this one ended before the other began. Two operations neither of which precedes the other are concurrent.</summary>
    public bool Precedes(Interval other) => Response < other.Invocation;

    /// <summary>The interval as <c>[3, 7]</c>, or <c>[3, …</c> where it has no end.</summary>
    public override string ToString() => IsOpen ? $"[{Invocation}, …" : $"[{Invocation}, {Response}]";
}
