namespace Sentinel.Scheduling.Subjects;

/// <summary>What a run of one of these programs comes to; asked outside, where it was not rewritten.</summary>
public static class Verdicts
{
    /// <summary>Rejects a run one of whose steps says so itself, or threw.</summary>
    public static Finding? Judge(ControlledRun run)
    {
        foreach (var step in run.Steps)
        {
            if (step.Result is string text && text.StartsWith("BUG", StringComparison.Ordinal))
            {
                return new Finding.Rejected(text, text);
            }

            if (step.Error is { } error)
            {
                return new Finding.Rejected(error.GetType().Name, error.ToString());
            }
        }

        return null;
    }

    /// <summary>The verdict on a replay of something that was found; a race counts only where one was.</summary>
    public static string? KindOf(ControlledRun run, string found) =>
        (run.Finding ?? (found == "data race" && run.DataRaces.Count > 0 ? new Finding.DataRace(run.DataRaces[0]) : Judge(run)))?.Kind;
}
