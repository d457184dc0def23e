namespace Sentinel.Concurrency.Documents;

/// <summary>The documents that tests of this folder compare with the code; the build copies them beside the tests.</summary>
internal static class Document
{
    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", name)).ReplaceLineEndings("\n");
}
