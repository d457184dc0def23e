using System.Text.RegularExpressions;

namespace Sentinel.Properties.Architecture;

/// <summary>The style that a compiler does not enforce.</summary>
public sealed partial class TidyTests
{
    private const int MaxFileLines = 500;
    private const int MaxLineLength = 200;

    private static readonly string[] Folders = ["src", "tests", "samples", "bench"];

    [Fact]
    public void No_source_file_is_over_500_lines() => Report(
        from file in Sources
        let lines = File.ReadLines(file).Count()
        where lines > MaxFileLines
        select $"{Name(file)}: {lines} lines");

    [Fact]
    public void No_line_is_over_200_columns_and_none_begins_with_a_tab_or_holds_a_carriage_return() => Report(
        from file in Sources
        from line in File.ReadAllText(file).Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        where line.Text.Length > MaxLineLength || line.Text.StartsWith('\t') || line.Text.Contains('\r', StringComparison.Ordinal)
        select $"{Name(file)}:{line.Number}");

    [Fact]
    public void Nothing_is_left_to_do_in_a_comment() => Report(
        from file in Sources
        where Path.GetFileName(file) != "TidyTests.cs"
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        where Leftover().IsMatch(line.Text)
        select $"{Name(file)}:{line.Number}: {line.Text.Trim()}");

    [Fact]
    public void A_file_in_src_holds_one_public_type_named_after_it() => Report(
        from file in Repository.Sources("src", "*.cs")
        let types = PublicType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList()
        where types.Count > 1 || (types.Count == 1 && types[0] != Path.GetFileNameWithoutExtension(file).Split('{', '.')[0])
        select $"{Name(file)}: {string.Join(", ", types)}");

    [Fact]
    public void Every_markdown_file_has_one_title() => Report(
        from file in Repository.Sources("docs", "*.md").Concat(Directory.GetFiles(Repository.Root, "*.md"))
        let titles = OutsideCode(File.ReadAllLines(file)).Count(line => line.StartsWith("# ", StringComparison.Ordinal))
        where titles != 1
        select $"{Name(file)}: {titles} titles");

    private static IEnumerable<string> Sources => Folders.SelectMany(folder => Repository.Sources(folder, "*.cs"));

    private static IEnumerable<string> OutsideCode(IEnumerable<string> lines)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside;
            }
            else if (!inside)
            {
                yield return line;
            }
        }
    }

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file);

    private static void Report(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:class|struct|record struct|record|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
