namespace Sentinel.Testing;

/// <summary>How large generated programs are. Small programs find nearly all bugs, and what they find can be read.</summary>
/// <remarks>Immutable; every member has the default that its value says.</remarks>
public sealed record ProgramSize
{
    /// <summary>The largest number of parallel branches; programs have 2 up to this many.</summary>
    /// <value>3.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not from 2 to 64.</exception>
    public int Processes { get; init => field = InRange(value, 2, 64); } = 3;

    /// <summary>The largest number of operations of a branch; branches have 1 up to this many.</summary>
    /// <value>5.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not from 1 to 100,000.</exception>
    public int Operations { get; init => field = InRange(value, 1, 100_000); } = 5;

    /// <summary>The largest number of operations that run alone before the branches.</summary>
    /// <value>3.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 100,000.</exception>
    public int Prefix { get; init => field = InRange(value, 0, 100_000); } = 3;

    /// <summary>The largest number of operations that run alone after the branches.</summary>
    /// <value>2.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 100,000.</exception>
    public int Suffix { get; init => field = InRange(value, 0, 100_000); } = 2;

    private static int InRange(int value, int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
