using Sentinel.Explaining;
using Sentinel.Histories;
using Sentinel.Reporting;

namespace Sentinel.Testing;

/// <summary>Turns a failing run into what the user gets: text, token, file.</summary>
internal sealed class FailureReporter<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec, SpecJson<TCommand, TResult> json)
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private const int Width = 100;
    private const int MaxEventRows = 30;

    private static bool IsAscii => Environment.GetEnvironmentVariable("SENTINEL_ASCII") is { Length: > 0 };

    public LinearizabilityFailure Build(
        Attempt<TCommand, TResult> failing, ReproductionRate rate, ShrinkSummary summary, long foundAfter, (string Folder, string Advice)? saveTo)
    {
        var finding = failing.Judgement.Finding!;
        var counterexample = new Counterexample(
            spec.Name,
            json.WriteProgram(failing.Program),
            json.WriteHistory(Renumbered(failing.Run.History)),
            failing.Decisions,
            finding.Headline,
            finding.Sentence,
            rate.ToString());
        var (saved, remark) = saveTo is { } place ? Save(counterexample, place.Folder, place.Advice) : default;
        return new()
        {
            Finding = finding,
            Counterexample = counterexample,
            Operations = failing.Program.Count,
            FoundAfterPrograms = foundAfter,
            Reproduction = rate,
            Preemptions = failing.Preemptions,
            SavedTo = saved,
            Report = Text(failing, finding, counterexample, rate, summary, remark),
        };
    }

    /// <summary>Saves the file if it can: what was found is told all the same.</summary>
    private static (string? Path, string Remark) Save(Counterexample counterexample, string folder, string advice)
    {
        try
        {
            var path = counterexample.Save(folder);
            return (path, $"  Saved      {CorpusFolder.Display(path)}  ({advice})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"  Not saved  {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The same order with event numbers from 0, so that a file does not depend on how many runs came before.</summary>
    private static IEnumerable<Operation<TCommand, TResult>> Renumbered(History<TCommand, TResult> history)
    {
        var numbers = history.SelectMany(operation => new[] { operation.Interval.Invocation, operation.Interval.Response })
            .Where(number => number != Interval.Never).Order().Select((number, rank) => (number, rank)).ToDictionary(entry => entry.number, entry => (long)entry.rank);
        return history.Select(operation => operation with
        {
            Interval = new(
                numbers[operation.Interval.Invocation], operation.Interval.IsOpen ? Interval.Never : numbers[operation.Interval.Response]),
        });
    }

    private string Text(
        Attempt<TCommand, TResult> failing, Finding finding, Counterexample counterexample, ReproductionRate rate, ShrinkSummary summary, string? remark)
    {
        List<string> footer = [$"  Replay     {ReplayToken.Variable}={counterexample.Token} dotnet test"];
        if (remark is not null)
        {
            footer.Add(remark);
        }

        footer.Add(failing switch
        {
            { IsOfAnotherSchedule: true } =>
                $"  Reproduced in schedule {rate.Runs:N0} of a new search: the one that failed before does not any more, so the code is another",
            { Decisions: RunDecisions.Controlled } =>
                $"  Reproduced {rate} replays of the same schedule, {failing.Preemptions} pre-emption{(failing.Preemptions == 1 ? "" : "s")}",
            _ => $"  Reproduced {rate} runs{(rate.Failures == 0 ? "; the recorded history is a proof by itself" : "")}",
        });
        var text = finding is Finding.NotLinearizable { Verdict: var verdict }
            ? TextReport.Render(verdict, new() { Title = spec.Name, Note = summary.ToString(), Footer = footer, Ascii = IsAscii })
            : Plain(failing, finding, summary, footer);
        return InterleavingText.Of(failing.Interleaving, IsAscii) is { Length: > 0 } interleaving ? text + "\n" + interleaving : text;
    }

    /// <summary>The same layout for the findings that are not about an order.</summary>
    private string Plain(Attempt<TCommand, TResult> failing, Finding finding, ShrinkSummary summary, List<string> footer)
    {
        var history = failing.Run.History;
        ExplainedOperation[] operations = [.. history.Select((operation, index) => new ExplainedOperation(
            index, operation.Process, operation.Interval, operation.Outcome.Kind, spec.Model.DescribeOperation(operation.Input, operation.Outcome)))];
        var processes = Math.Max(1, failing.Program.Branches.Length);
        var glyphs = IsAscii ? Glyphs.Ascii : Glyphs.Unicode;
        List<string> lines =
        [
            $"Sentinel: {finding.Headline}   {spec.Name}",
            $"  {operations.Length} operation{(operations.Length == 1 ? "" : "s")}, {processes} process{(processes == 1 ? "" : "es")} ({summary})",
            "",
        ];
        if (operations.Length > 0)
        {
            lines.AddRange(Timeline.TryDraw(operations, stuck: -1, glyphs, Width) ?? EventTable.Draw(operations, stuck: -1, glyphs, MaxEventRows));
            lines.Add("");
        }

        lines.AddRange(finding switch
        {
            Finding.InvariantBroken broken => [$"  Invariant  {broken.Invariant}", $"  Broken     {broken.Sentence}"],
            Finding.Hang hang => [$"  {hang.Sentence}", .. hang.Places.Select(place => $"  {place}")],
            _ => finding.Sentence.Split('\n').Select(line => $"  {line.TrimEnd()}"),
        });
        if (finding is Finding.Controlled { Found: Scheduling.Finding.LostWakeUp } && processes == 1)
        {
            lines.AddRange(
                "",
                "  Alone, the last operation waits for what none of these operations does. If an operation may wait",
                "  forever by design, give it a time-out in the spec: under control that takes no time.");
        }

        return string.Concat(lines.Append("").Concat(footer).Select(line => line + "\n"));
    }
}
