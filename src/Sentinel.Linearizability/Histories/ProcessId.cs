namespace Sentinel.Histories;

/// <summary>A sequential client: at most one of its operations is open at any time.</summary>
/// <param name="Value">The number; the default, 0, is a process like any other.</param>
public readonly record struct ProcessId(int Value)
{
    /// <summary>The name in reports: <c>p3</c>.</summary>
    public override string ToString() => $"p{Value}";
}
