namespace Sentinel.Testing;

/// <summary>Where counterexample files are.</summary>
internal static class CorpusFolder
{
    private const string Name = "Counterexamples";

    public static CorpusMode DefaultMode => Environment.GetEnvironmentVariable("SENTINEL_CORPUS")?.ToUpperInvariant() switch
    {
        null or "" => IsContinuousIntegration ? CorpusMode.ReadOnly : CorpusMode.ReadWrite,
        "READWRITE" => CorpusMode.ReadWrite,
        "READONLY" => CorpusMode.ReadOnly,
        "OFF" => CorpusMode.Off,
        var other => throw new CounterexampleException($"SENTINEL_CORPUS is '{other}': it can be readwrite, readonly or off"),
    };

    private static bool IsContinuousIntegration => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The files of a spec, in the order of their names.</summary>
    /// <exception cref="CounterexampleException">A folder was configured and does not exist.</exception>
    public static IReadOnlyList<string> FilesOf(string spec, LinearizabilityOptions options)
    {
        if (options.Corpus == CorpusMode.Off)
        {
            return [];
        }

        if (options.CorpusPath is { } configured && !Directory.Exists(configured))
        {
            throw new CounterexampleException($"the configured folder of counterexamples does not exist: {configured}");
        }

        var folder = Path.Combine(options.CorpusPath ?? Default, spec);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Where a new file of a spec goes, and what its finder should do with it; <see langword="null"/> for nowhere.</summary>
    public static (string Folder, string Advice)? ForNew(string spec, LinearizabilityOptions options)
    {
        var folder = Path.Combine(options.CorpusPath ?? Default, spec);
        return options.Corpus switch
        {
            CorpusMode.Off => null,
            CorpusMode.ReadOnly => (Path.Combine(AppContext.BaseDirectory, "TestResults", Name, spec), $"copy it to {Display(folder)} and commit it"),
            _ => (folder, "commit it"),
        };
    }

    /// <summary>The path as reports show it: from the project's folder on where it lies in it.</summary>
    public static string Display(string path)
    {
        var relative = Path.GetRelativePath(ProjectFolder() ?? AppContext.BaseDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Default => Path.Combine(ProjectFolder() ?? AppContext.BaseDirectory, Name);

    /// <summary>The folder with the project file above the test assembly: found by looking, since a path that the compiler noted is
    /// mapped away in deterministic builds.</summary>
    private static string? ProjectFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        for (var up = 0; up < 5 && folder is not null; up++, folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.*proj").Any())
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
