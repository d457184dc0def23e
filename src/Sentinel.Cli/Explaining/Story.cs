using Sentinel.Checking;
using Sentinel.Cli.Checking;
using Sentinel.Explaining;
using Sentinel.Formats.Bindings;
using Sentinel.Histories;

namespace Sentinel.Cli.Explaining;

/// <summary>What is known of one history, told in Markdown.</summary>
internal static class Story
{
    private const int MaxShown = 40;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(FileResult result, bool ascii)
    {
        if (result is { History: null, Verdict: Verdict.Inconclusive unread })
        {
            return [$"# {result.Path}: not decided", "", $"Not decided. {unread.Hint}"];
        }

        var history = result.History!;
        return Head(result).Concat(result.Verdict switch
        {
            Verdict.NotLinearizable violation => OfViolation(violation, history, ascii),
            Verdict.Linearizable linearizable => OfOrder(linearizable, history),
            Verdict.Inconclusive inconclusive => ["", $"Not decided. {inconclusive.Hint}"],
            _ => [],
        }).Concat(Again(result));
    }

    private static IEnumerable<string> Head(FileResult result)
    {
        var verdict = result.Verdict switch
        {
            Verdict.Linearizable => "linearizable",
            Verdict.NotLinearizable => "not linearizable",
            _ => "not decided",
        };
        yield return $"# {result.Path}: {verdict}";
        yield return "";
        yield return $"{result.History!.Count} operations of the model {result.History.Model}, {result.History.Returned} of them returned.";
        foreach (var note in HistoryNotes.Of(result))
        {
            yield return $"Note: {note}.";
        }
    }

    private static IEnumerable<string> OfViolation(Verdict.NotLinearizable violation, LoadedHistory history, bool ascii)
    {
        var why = violation.Why;
        yield return "";
        yield return $"**{why.Sentence}**";
        yield return "";
        yield return "```";
        foreach (var line in history.Explain(violation, ascii).TrimEnd().Split('\n'))
        {
            yield return line;
        }

        yield return "```";
        yield return "";
        yield return "## How the operations were read";
        yield return "";
        yield return "| operation | process | from event | to event | outcome |";
        yield return "|---|---|---|---|---|";
        foreach (var operation in why.Operations)
        {
            var end = operation.Interval.IsOpen ? "" : $"{operation.Interval.Response}";
            yield return $"| {Cell(operation.Text)} | {operation.Process} | {operation.Interval.Invocation} | {end} | {Outcome(operation.Kind)} |";
        }

        yield return "";
        yield return "## Why no order works";
        yield return "";
        foreach (var line in Reasons(why))
        {
            yield return line;
        }

        yield return "";
        yield return why.Confirmed switch
        {
            true => "The plain reference checker, which tries every order of the operations shown, finds none either.",
            false => "The reference checker does not confirm this: please report it.",
            null => "The operations shown are too many for the plain reference checker to try every order of them.",
        };
    }

    private static IEnumerable<string> Reasons(Explanation why)
    {
        var start = why.StartStates.IsEmpty ? "" : $"What happened before leaves {string.Join(" or ", why.StartStates)}. ";
        yield return $"{start}An operation that ended before another began stands before it in every order; operations that overlap may stand either way.";
        yield return "";
        var texts = why.Operations.ToDictionary(operation => operation.Index, operation => $"`{operation.Process} {operation.Text}`");
        yield return why.PrefixHidden == 0 ? "The longest order that can be explained:" : $"The longest order that can be explained, after {why.PrefixHidden} operations more:";
        yield return "";
        foreach (var step in why.LongestPrefix)
        {
            yield return $"- {texts[step.Operation]} leaves {step.StateAfter}";
        }

        // Without a window that was gone through, what was refused was met somewhere in the search: only the state is known.
        var isSearched = why.Confirmed is null;
        var others = why.Alternatives.Skip(isSearched ? 0 : 1).ToList();
        if (!isSearched)
        {
            var then = why.LongestPrefix.IsEmpty ? "" : "then ";
            yield return $"- {then}{texts[why.Alternatives[0].Operation]} {Cannot(why.Alternatives[0])}";
        }

        if (others.Count == 0)
        {
            yield break;
        }

        yield return "";
        yield return isSearched ? "What the search met:" : "Other orders, each up to where it ends:";
        yield return "";
        foreach (var refused in others.Take(MaxShown))
        {
            yield return isSearched
                ? $"- where the state is {refused.State}, {texts[refused.Operation]} cannot follow: {refused.Reason}"
                : $"- {Placed(refused, texts)}{texts[refused.Operation]} {Cannot(refused)}";
        }

        if (others.Count > MaxShown)
        {
            yield return $"- … and {others.Count - MaxShown} more";
        }
    }

    private static string Cannot(RefusedStep refused) => $"cannot {(refused.After.IsEmpty ? "come first" : "follow")}: {refused.Reason}";

    private static string Placed(RefusedStep refused, Dictionary<int, string> texts) =>
        refused.After.IsEmpty ? "" : $"after {string.Join(", ", refused.After.Select(index => texts[index]))}: ";

    private static IEnumerable<string> OfOrder(Verdict.Linearizable linearizable, LoadedHistory history)
    {
        yield return "";
        yield return "One order that explains every answer and keeps the real-time order, verified independently of the search:";
        yield return "";
        var order = linearizable.Witness.Order;
        foreach (var line in history.DescribeSteps(order.Length > MaxShown ? order[..MaxShown] : order))
        {
            yield return $"1. {line}";
        }

        if (order.Length > MaxShown)
        {
            yield return "";
            yield return $"… and {order.Length - MaxShown} operations more.";
        }
    }

    private static IEnumerable<string> Again(FileResult result)
    {
        yield return "";
        yield return $"Again: `sentinel check {result.Path} --model {result.History!.Model}`";
    }

    private static string Outcome(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Returned => "returned",
        OutcomeKind.Failed => "did not happen",
        _ => "unknown: may take effect at any time after its invocation, or never",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
