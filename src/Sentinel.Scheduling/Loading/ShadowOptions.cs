namespace Sentinel.Scheduling;

/// <summary>What gets a rewritten copy, and where copies are kept.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record ShadowOptions
{
    /// <summary>The defaults of every property.</summary>
    public static readonly ShadowOptions Default = new();

    /// <summary>Assemblies to rewrite besides the project's own, by simple name: packages, or a BCL assembly outside the core library.</summary>
    /// <value>Empty by default: packages and the framework are shared, and their calls are atomic.</value>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Where rewritten assemblies are kept between processes, by content; null keeps them in memory only.</summary>
    /// <value>By default a folder of this user under the system's temporary folder.</value>
    public string? CacheFolder { get; init; } = Path.Combine(Path.GetTempPath(), $"sentinel-rewritten-{Environment.UserName}");
}
