namespace Sentinel.Cli.Checking;

/// <summary>What makes a verdict say less than it seems to.</summary>
internal static class HistoryNotes
{
    /// <summary>The notes, each a sentence without its full stop.</summary>
    public static IEnumerable<string> Of(FileResult result)
    {
        if (result.History is not { } history)
        {
            yield break;
        }

        if (history.Count == 0)
        {
            yield return "the history is empty: there was nothing to check";
        }
        else if (history.Returned == 0)
        {
            yield return $"none of its {history.Count} operations returned: nothing could contradict the model";
        }

        if (history.RecordedModel is { } recorded && !string.Equals(recorded, history.Model, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"the file says that it is of the model {recorded}; checked as {history.Model}";
        }
    }
}
