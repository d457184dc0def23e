using Sentinel.Explaining;

namespace Sentinel.Reporting;

/// <summary>Operations as one row an event with a lane a process, for more than a timeline holds.</summary>
internal static class EventTable
{
    private const int First = 3;

    /// <summary>Draws at most so many rows: the first, which say what is open from the beginning, and those around the ends of the stuck operation, or the last
    /// where none is stuck. What is left out is counted in its place.</summary>
    public static IReadOnlyList<string> Draw(IReadOnlyList<ExplainedOperation> operations, int stuck, Glyphs glyphs, int maxRows)
    {
        DrawnEvent[] events = [.. DrawnEvent.Of(operations)];
        int[] ends = [.. Enumerable.Range(0, events.Length).Where(i => operations[events[i].Position].Index == stuck)];
        var shown = Choose(ends.Length == 0 ? [events.Length - 1] : ends, events.Length, maxRows);
        // Lanes only for the processes of these rows: so many fit the width, however many processes there are.
        var lanes = shown.Select(i => operations[events[i].Position].Process).Distinct().OrderBy(process => process.Value).ToList();
        var open = new bool[lanes.Count];
        List<string> rows = [];
        var next = 0;
        for (var i = 0; i < events.Length; i++)
        {
            var operation = operations[events[i].Position];
            var lane = lanes.IndexOf(operation.Process);
            if (lane >= 0)
            {
                open[lane] = !events[i].IsResponse;
            }

            if (shown.Contains(i))
            {
                rows.AddRange(LeftOut(i - next, glyphs));
                rows.Add(Row(operation, events[i].IsResponse, operation.Index == stuck, open, lane, glyphs));
                next = i + 1;
            }
        }

        rows.AddRange(LeftOut(events.Length - next, glyphs));
        return rows;
    }

    private static SortedSet<int> Choose(int[] centres, int count, int maxRows)
    {
        var byInterest = Enumerable.Range(0, count).OrderBy(i => i < First ? 0 : centres.Min(centre => Math.Abs(i - centre))).ToArray();
        var most = Math.Min(maxRows, count);
        SortedSet<int> shown = [.. byInterest[..most]];
        while (shown.Count + Gaps(shown, count) > maxRows)
        {
            shown.Remove(byInterest[--most]);
        }

        return shown;
    }

    private static int Gaps(SortedSet<int> shown, int count) =>
        shown.Count(i => i > 0 && !shown.Contains(i - 1)) + (shown.Max < count - 1 ? 1 : 0);

    private static IEnumerable<string> LeftOut(int count, Glyphs glyphs) =>
        count == 0 ? [] : [$"  {glyphs.Ellipsis} {count} event{(count == 1 ? "" : "s")} more"];

    private static string Row(ExplainedOperation operation, bool isResponse, bool isStuck, bool[] open, int lane, Glyphs glyphs)
    {
        var drawn = open.Select((isOpen, i) => i != lane ? isOpen ? glyphs.Lane : ' ' : isResponse ? glyphs.Close : glyphs.Open);
        var text = isResponse ? $"{operation.Process} returns" : $"{operation.Process} {glyphs.Clean(operation.Text)}";
        var mark = isStuck && isResponse ? $"  {glyphs.Here} cannot be placed" : "";
        return $"  {string.Join(' ', drawn)}  {text}{mark}";
    }
}
