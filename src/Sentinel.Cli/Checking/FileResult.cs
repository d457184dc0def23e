using Sentinel.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Cli.Checking;

/// <summary>What came out for one file.</summary>
internal sealed record FileResult(string Path)
{
    /// <summary>The history; <see langword="null"/> where it could not be read, or not within the limits.</summary>
    public LoadedHistory? History { get; init; }

    /// <summary>The model; <see langword="null"/> where nobody named it before the reading ended.</summary>
    public string? Model
    {
        get => field ?? History?.Model;
        init;
    }

    /// <summary>The verdict; <see langword="null"/> where there is none.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Why there is no verdict: one line.</summary>
    public string? Error { get; init; }

    /// <summary>Where the error is, if it has a place.</summary>
    public TextPosition Position { get; init; }

    /// <summary>Reading and checking together.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What this result asks the process to return.</summary>
    public int ExitCode { get; init; }
}
