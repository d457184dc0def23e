namespace Sentinel.Testing;

/// <summary>How the concurrency of a test is made.</summary>
public enum TestMode
{
    /// <summary>A fifth of the programs under control, then all of them under real threads; what those find is looked for again under
    /// control, and shrunk and replayed there if it shows. Code that can't be controlled is run under real threads only, and the result
    /// says why. The default.</summary>
    Both,

    /// <summary>A scheduler decides at every point: finds rare races, and replays them exactly. Code that can't be controlled is an error.</summary>
    Controlled,

    /// <summary>Real threads: everything can be run, at full speed.</summary>
    Stress,
}
