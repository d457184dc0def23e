namespace Sentinel.Testing;

/// <summary>How runs are made, as results, tokens and files name it.</summary>
internal static class TierNames
{
    /// <summary>A scheduler decides at every point.</summary>
    public const string Controlled = "controlled";

    /// <summary>Real threads.</summary>
    public const string Stress = "stress";
}
