using System.Text.RegularExpressions;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>The interleaving of a controlled run: one column a process, one row an access, switches marked.</summary>
internal static partial class InterleavingText
{
    private const int MaxRows = 25;
    private const int MaxCell = 50;
    private const int MaxWidth = 150;

    /// <summary>Empty where nothing was interleaved: one thread did it all, alone.</summary>
    public static string Of(IReadOnlyList<InterleavingRow> rows, bool ascii)
    {
        var shown = Shorten(Story(rows));
        if (shown.Count == 0)
        {
            return "";
        }

        // What belongs to no process comes last; alone, it is all there is.
        var processes = shown.Max(row => row.Branch) + 1;
        var columns = Enumerable.Range(0, processes).Select(process => (Branch: process, Name: $"p{process}")).ToList();
        if (shown.Exists(row => row.Branch < 0))
        {
            columns.Add((-1, processes == 0 ? "p0" : "background"));
        }

        var width = Math.Min(Math.Min(MaxCell, MaxWidth / columns.Count), shown.Max(row => Cell(row).Length));
        List<string> lines = ["  The interleaving that does it"];
        lines.Add("    " + string.Join("  ", columns.Select(column => column.Name.PadRight(width))).TrimEnd());
        for (var i = 0; i < shown.Count; i++)
        {
            if (i > 0 && shown[i].Index != shown[i - 1].Index + 1)
            {
                lines.Add(ascii ? "    ..." : "    ⋮");
            }

            var cells = columns.Select(column => (column.Branch == shown[i].Branch ? Fit(Cell(shown[i]), width) : "").PadRight(width));
            var mark = i > 0 ? Mark(shown[i - 1], shown[i]) : "";
            lines.Add(("    " + string.Join("  ", cells)).TrimEnd() + (mark.Length == 0 ? "" : (ascii ? "  <- " : "  ◄ ") + mark));
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The processes, and what they or the system's constructor set to work; not what the first thread does before and after
    /// them. Without processes, all that ran, where there was more than one thread.</summary>
    private static List<InterleavingRow> Story(IReadOnlyList<InterleavingRow> rows)
    {
        if (rows.Any(row => row.Branch >= 0))
        {
            return [.. rows.SkipWhile(row => row.Branch < 0).Where(row => row.Branch >= 0 || row.Thread != 0)];
        }

        return rows.DistinctBy(row => row.Thread).Count() > 1 ? [.. rows] : [];
    }

    private static string Mark(Row before, Row row)
    {
        var what = row.Preempted ? "pre-emption" : "switch";
        return before.Branch != row.Branch ? what
            : before.Thread != row.Thread ? $"{what} to thread {row.Thread}"
            : "";
    }

    /// <summary>Processes whose own threads took turns, as those of a parallel loop do, or took them from one another. One continuation after
    /// the other is none of that, nor is the process's first thread, which waits for the others and goes on after them. What runs beside
    /// processes and belongs to none has nothing in common: there each thread counts.</summary>
    private static HashSet<int> WithThreads(List<InterleavingRow> rows) => [.. rows
        .GroupBy(row => row.Branch)
        .Where(process => (process.Key < 0 && process.Count() < rows.Count)
            || TakeTurns([.. process.Select(row => row.Thread).Where(thread => thread != process.First().Thread)]))
        .Select(process => process.Key)
        .Concat(rows.Zip(rows.Skip(1)).Where(pair => pair.Second.Preempted && pair.First.Branch == pair.Second.Branch).Select(pair => pair.Second.Branch))];

    private static bool TakeTurns(List<int> threads) => threads.Where((thread, i) => i == 0 || thread != threads[i - 1]).CountBy(thread => thread).Any(turns => turns.Value > 1);

    private static string Cell(Row row) => row.Place.Length == 0 ? row.What : $"{row.What} ({row.Place})";

    /// <summary>"write Shop.Stock.Counter`1/Cell._value" as "write Cell._value": the type and the member are enough beside a line number.</summary>
    private static string Unqualified(string what)
    {
        var words = what.Split(' ');
        return string.Join(' ', words.Select(word =>
        {
            var parts = Arity().Replace(Captured().Replace(word, ""), "").Split('.', '/');
            return parts.Length <= 2 ? string.Join('.', parts) : string.Join('.', parts[^2..]);
        }));
    }

    [GeneratedRegex(@"`\d+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Arity();

    /// <summary>The class that the compiler makes for captured variables: its fields read as the variables that they are.</summary>
    [GeneratedRegex(@"^.*<>c__DisplayClass\d+_\d+\.", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Captured();

    private static string Fit(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    /// <summary>The rows around switches are the story; runs of one process in between are left out where there are too many.</summary>
    private static List<Row> Shorten(List<InterleavingRow> rows)
    {
        var withThreads = WithThreads(rows);
        var all = rows.Select((row, i) => new Row(
            i,
            row.Branch,
            withThreads.Contains(row.Branch) ? row.Thread : 0,
            Unqualified(row.What),
            row.Line == 0 ? row.Method : $"{Path.GetFileName(row.File)}:{row.Line}",
            row.Preempted)).ToList();
        for (var around = 4; all.Count > MaxRows && around >= 0; around--)
        {
            var distance = around;
            var near = all.Where((_, i) => Enumerable.Range(Math.Max(1, i - distance), (2 * distance) + 2)
                .Any(j => j < all.Count && Mark(all[j - 1], all[j]).Length > 0)).ToList();
            if (near.Count <= MaxRows)
            {
                return near;
            }
        }

        return [.. all.Take(MaxRows)];
    }

    private sealed record Row(int Index, int Branch, int Thread, string What, string Place, bool Preempted);
}
