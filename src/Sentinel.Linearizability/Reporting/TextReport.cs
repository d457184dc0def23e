using System.Text;
using Sentinel.Checking;
using Sentinel.Explaining;
using Sentinel.Histories;

namespace Sentinel.Reporting;

/// <summary>A violation as text for people: what is printed when a test fails.</summary>
/// <remarks>
/// <para>In this order: the headline <c>Sentinel: NOT LINEARIZABLE</c>; the operations drawn over time, up to 12 as bars and more as one row an event; the
/// sentence that says why no order works; <c>Longest explanation</c>; <c>Other orders</c>; the caller's lines; <c>Checked</c>.</para>
/// <para>At most 60 lines of at most 100 columns (the caller's lines are not cut). Depends on nothing but the arguments: no clock, culture or console.
/// Thread-safe.</para>
/// </remarks>
public static class TextReport
{
    private const int Width = 100;
    private const int MaxLines = 60;
    private const int MaxEventRows = 20;
    private const int MaxSteps = 9;
    private const int MaxOthers = 3;
    private const int MaxFooter = 6;

    /// <summary>Renders a violation.</summary>
    /// <returns>The lines, separated and ended by <c>\n</c>.</returns>
    public static string Render(Verdict.NotLinearizable verdict, TextReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        options ??= TextReportOptions.Default;
        var glyphs = options.Ascii ? Glyphs.Ascii : Glyphs.Unicode;
        var why = verdict.Why;
        List<string> lines =
        [
            $"Sentinel: NOT LINEARIZABLE   {glyphs.Clean(options.Title)}".TrimEnd(),
            .. Summary(why, options, glyphs),
            "",
            .. Timeline.TryDraw(why.Operations, why.StuckOperation, glyphs, Width) ?? EventTable.Draw(why.Operations, why.StuckOperation, glyphs, MaxEventRows),
            "",
            .. Wrap(glyphs.Clean(why.Sentence)),
            "",
            .. Longest(why, glyphs),
            .. Others(why, glyphs),
            "",
        ];
        var cut = lines.Select(line => glyphs.Fit(line.TrimEnd(), Width));
        return string.Concat(cut.Concat(options.Footer.Take(MaxFooter)).Append(glyphs.Fit(Checked(verdict), Width)).Take(MaxLines).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Summary(Explanation why, TextReportOptions options, Glyphs glyphs)
    {
        var processes = why.Operations.Select(operation => operation.Process).Distinct().Count();
        StringBuilder line = new($"  {Count(why.Operations.Length, "operation")}, {Count(processes, "process", "es")}");
        if (options.Note.Length > 0)
        {
            line.Append($" ({glyphs.Clean(options.Note)})");
        }

        if (why.Key is not null)
        {
            line.Append($"   key \"{glyphs.Clean(why.Key)}\"");
        }

        yield return line.ToString();
        if (why.Hidden > 0)
        {
            yield return $"  {why.Hidden} more {(why.Hidden == 1 ? "is" : "are")} not shown";
        }
    }

    private static IEnumerable<string> Longest(Explanation why, Glyphs glyphs)
    {
        var byIndex = why.Operations.ToDictionary(operation => operation.Index);
        var placed = why.LongestPrefix.Length + why.PrefixHidden;
        yield return $"  Longest explanation ({placed} of {why.Operations.Length + why.PrefixHidden} operations placed)";
        if (why.StartStates.Length > 0)
        {
            yield return $"    before: {glyphs.Clean(string.Join(" or ", why.StartStates))}";
        }

        var skipped = Math.Max(0, why.LongestPrefix.Length - MaxSteps) + why.PrefixHidden;
        if (skipped > 0)
        {
            yield return $"    {glyphs.Ellipsis} {Count(skipped, "step")} before";
        }

        var steps = why.LongestPrefix.TakeLast(MaxSteps).ToArray();
        var refused = why.Alternatives[0];
        string[] texts = [.. steps.Select(step => Text(byIndex[step.Operation], glyphs)), Text(byIndex[refused.Operation], glyphs)];
        var width = Math.Min(44, texts.Max(text => text.Length));
        for (var i = 0; i < steps.Length; i++)
        {
            yield return $"    {i + 1 + skipped,2}  {glyphs.Fit(texts[i], width).PadRight(width)}  state: {glyphs.Clean(steps[i].StateAfter)}";
        }

        yield return $"     {glyphs.Refused}  {glyphs.Fit(texts[^1], width).PadRight(width)}  {glyphs.Clean(refused.Reason)}";
    }

    private static IEnumerable<string> Others(Explanation why, Glyphs glyphs)
    {
        var others = why.Alternatives.Length - 1;
        if (others == 0)
        {
            yield break;
        }

        yield return "";
        yield return $"  Other orders: {others}, and none works";
        var byIndex = why.Operations.ToDictionary(operation => operation.Index);
        foreach (var other in why.Alternatives.Skip(1).Take(MaxOthers))
        {
            var after = other.After.TakeLast(3).Select(index => Text(byIndex[index], glyphs)).ToArray();
            var placed = after.Length == 0 ? "" : $"{(other.After.Length > 3 ? glyphs.Ellipsis + " " : "")}{string.Join("; ", after)}; then ";
            var refusal = $"{Text(byIndex[other.Operation], glyphs)}: {glyphs.Clean(other.Reason)}";
            if (4 + placed.Length + refusal.Length <= Width)
            {
                yield return $"    {placed}{refusal}";
            }
            else
            {
                yield return $"    {placed}";
                yield return $"      {refusal}";
            }
        }

        if (others > MaxOthers)
        {
            yield return $"    {glyphs.Ellipsis} {others - MaxOthers} more";
        }
    }

    private static string Checked(Verdict.NotLinearizable verdict)
    {
        var kinds = verdict.Why.Operations.CountBy(operation => operation.Kind).ToDictionary();
        var confirmed = verdict.Why.Confirmed switch
        {
            true => "confirmed by the reference checker",
            false => "NOT confirmed",
            null => "too large to be confirmed",
        };
        return $"  Checked    {Count(verdict.Statistics.Configurations, "configuration")}; {confirmed}; "
            + $"{kinds.GetValueOrDefault(OutcomeKind.Returned)} returned, {kinds.GetValueOrDefault(OutcomeKind.Unknown)} unknown";
    }

    private static string Text(ExplainedOperation operation, Glyphs glyphs) => glyphs.Clean($"{operation.Process} {operation.Text}");

    private static string Count(long count, string noun, string plural = "s") => $"{count} {noun}{(count == 1 ? "" : plural)}";

    private static IEnumerable<string> Wrap(string sentence)
    {
        const int maxLines = 4;
        List<StringBuilder> lines = [new("  ")];
        foreach (var word in sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length + 1 + word.Length > Width && lines.Count < maxLines)
            {
                lines.Add(new("  "));
            }

            lines[^1].Append(lines[^1].Length > 2 ? " " : "").Append(word);
        }

        return lines.Select(line => line.ToString());
    }
}
