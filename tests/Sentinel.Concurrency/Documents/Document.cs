namespace Sentinel.Concurrency.Documents;

/// <summary>The documents that tests of this folder compare with the code; the build copies them beside the tests.</summary>
internal static class Document
{
    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", name)).ReplaceLineEndings("\n");

    /// <summary>The cells of each row of the tables whose first column has this heading.</summary>
    public static IEnumerable<string[]> Rows(string name, string heading)
    {
        var isInTable = false;
        foreach (var line in Read(name).Split('\n'))
        {
            var cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (isInTable && line.StartsWith("| ", StringComparison.Ordinal))
            {
                yield return cells;
            }

            isInTable = line.StartsWith('|') && (isInTable || cells[0] == heading);
        }
    }
}
