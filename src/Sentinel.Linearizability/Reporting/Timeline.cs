using Sentinel.Explaining;
using Sentinel.Histories;

namespace Sentinel.Reporting;

/// <summary>A few operations as bars on one line a process, so that overlap can be seen. Events are drawn in their order, not to the scale of time.</summary>
internal static class Timeline
{
    public const int MaxOperations = 12;
    private const int MaxLabel = 28;
    private const int Indent = 2;

    /// <summary>Draws the operations, or returns <see langword="null"/> where they do not fit the width.</summary>
    public static IReadOnlyList<string>? TryDraw(IReadOnlyList<ExplainedOperation> operations, int stuck, Glyphs glyphs, int width)
    {
        if (operations.Count > MaxOperations)
        {
            return null;
        }

        var names = operations.Select(operation => operation.Process.ToString()).Distinct().ToArray();
        var left = Indent + Math.Max("time".Length, names.Max(name => name.Length)) + 2;
        var labels = operations.Select(operation => $"{glyphs.Line} {glyphs.Fit(glyphs.Clean(operation.Text), MaxLabel)} ").ToArray();
        var bars = Place(operations, labels, left, out var end);
        if (end + 3 > width)
        {
            return null;
        }

        List<string> lines = ["  time".PadRight(left) + new string(glyphs.Line, end + 2 - left) + glyphs.Forward];
        foreach (var lane in Enumerable.Range(0, operations.Count).GroupBy(i => operations[i].Process).OrderBy(lane => lane.Key.Value))
        {
            var line = new char[end + 3];
            Array.Fill(line, ' ');
            lane.Key.ToString().CopyTo(line.AsSpan(Indent));
            foreach (var i in lane)
            {
                Draw(line, bars[i], labels[i], operations[i].Kind == OutcomeKind.Unknown, glyphs);
            }

            lines.Add(new string(line).TrimEnd());
            var marked = lane.FirstOrDefault(i => operations[i].Index == stuck, -1);
            if (marked >= 0)
            {
                lines.Add(Mark(bars[marked].From, glyphs, width));
            }
        }

        return lines;
    }

    /// <summary>Gives every event a column: right of the event before it, and far enough from its own beginning to hold the label.</summary>
    private static (int From, int To)[] Place(IReadOnlyList<ExplainedOperation> operations, string[] labels, int left, out int end)
    {
        var bars = new (int From, int To)[operations.Count];
        var column = left - 1;
        foreach (var (_, isResponse, i) in DrawnEvent.Of(operations))
        {
            column++;
            if (isResponse)
            {
                bars[i].To = column = Math.Max(column, bars[i].From + labels[i].Length + 2);
            }
            else
            {
                bars[i].From = column;
            }
        }

        end = column;
        for (var i = 0; i < bars.Length; i++)
        {
            if (operations[i].Interval.IsOpen)
            {
                end = Math.Max(end, bars[i].From + labels[i].Length + 4);
            }
        }

        for (var i = 0; i < bars.Length; i++)
        {
            bars[i].To = operations[i].Interval.IsOpen ? end + 2 : bars[i].To;
        }

        return bars;
    }

    private static void Draw(char[] line, (int From, int To) bar, string label, bool isOpenEnded, Glyphs glyphs)
    {
        line[bar.From] = glyphs.Left;
        label.CopyTo(line.AsSpan(bar.From + 1));
        for (var x = bar.From + 1 + label.Length; x < bar.To; x++)
        {
            line[x] = isOpenEnded && (x - bar.From) % 2 == 0 ? ' ' : glyphs.Line;
        }

        line[bar.To] = isOpenEnded ? glyphs.Forward : glyphs.Right;
    }

    private static string Mark(int column, Glyphs glyphs, int width)
    {
        const string text = " cannot be placed";
        return column + 1 + text.Length <= width
            ? new string(' ', column) + glyphs.Marker + text
            : new string(' ', column - text.Length) + text.TrimStart() + " " + glyphs.Marker;
    }
}
