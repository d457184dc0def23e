namespace Sentinel.Properties.Checking;

/// <summary>The recorded histories of real systems that lie beside the repository, with their known verdicts.</summary>
internal static class PublicHistories
{
    /// <summary>Their folder, <c>../shared/histories</c> from the repository's root; <see langword="null"/> where it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Path, model and expected verdict of each.</summary>
    public static IEnumerable<(string Path, string Model, bool Linearizable)> All =>
        from line in File.ReadLines(Path.Combine(Folder!, "verdicts.tsv"))
        let cells = line.Split('\t')
        select (Path.Combine(Folder!, cells[0]), cells[1], cells[2] == "linearizable");

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sentinel.sln")))
            {
                var histories = Path.Combine(folder.Parent!.FullName, "shared", "histories");
                return File.Exists(Path.Combine(histories, "verdicts.tsv")) ? histories : null;
            }
        }

        return null;
    }
}
