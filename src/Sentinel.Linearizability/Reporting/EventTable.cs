using Sentinel.Explaining;

namespace Sentinel.Reporting;

/// <summary>Operations as one row an event with a lane a process, for more than a timeline holds.</summary>
internal static class EventTable
{
    private const int MaxLanes = 24;

    /// <summary>Draws at most so many rows; the events in the middle are left out, never the end, where the error is.</summary>
    public static IReadOnlyList<string> Draw(IReadOnlyList<ExplainedOperation> operations, int stuck, Glyphs glyphs, int maxRows)
    {
        var lanes = operations.Select(operation => operation.Process).Distinct().OrderBy(process => process.Value).ToList();
        var open = new bool[lanes.Count];
        List<string> rows = [];
        foreach (var (_, isResponse, position) in DrawnEvent.Of(operations))
        {
            var operation = operations[position];
            var lane = lanes.IndexOf(operation.Process);
            open[lane] = !isResponse;
            var drawn = open.Select((isOpen, i) => i != lane ? isOpen ? glyphs.Lane : ' ' : isResponse ? glyphs.Close : glyphs.Open);
            var text = isResponse ? $"{operation.Process} returns" : $"{operation.Process} {glyphs.Clean(operation.Text)}";
            var mark = operation.Index == stuck && isResponse ? $"  {glyphs.Here} cannot be placed" : "";
            var left = lanes.Count <= MaxLanes ? string.Join(' ', drawn) + "  " : "";
            rows.Add($"  {left}{text}{mark}");
        }

        const int first = 3;
        if (rows.Count > maxRows)
        {
            var last = maxRows - first - 1;
            rows = [.. rows.Take(first), $"  {glyphs.Ellipsis} {rows.Count - first - last} events more", .. rows.TakeLast(last)];
        }

        return rows;
    }
}
