using System.Text;
using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>Turns a failing run into what the user gets: text, token, file.</summary>
internal sealed class FailureReporter<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec, SpecJson<TCommand, TResult> json)
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    public LinearizabilityFailure Build(
        Attempt<TCommand, TResult> failing, ReproductionRate rate, ShrinkSummary summary, long foundAfter, string? saveTo)
    {
        var finding = failing.Judgement.Finding!;
        var counterexample = new Counterexample(
            spec.Name,
            json.WriteProgram(failing.Program),
            json.WriteHistory(Renumbered(failing.Run.History)),
            noise: 0,
            finding.Headline,
            finding.Sentence,
            rate.ToString());
        var saved = saveTo is null ? null : counterexample.Save(saveTo);
        return new()
        {
            Finding = finding,
            Counterexample = counterexample,
            Operations = failing.Program.Count,
            FoundAfterPrograms = foundAfter,
            Reproduction = rate,
            SavedTo = saved,
            Report = Text(failing, finding, counterexample, rate, summary, saved),
        };
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
        Attempt<TCommand, TResult> failing, Finding finding, Counterexample counterexample, ReproductionRate rate, ShrinkSummary summary, string? saved)
    {
        var text = new StringBuilder();
        var processes = Math.Max(1, failing.Program.Branches.Length);
        text.AppendLine($"Sentinel: {finding.Headline}   {spec.Name}");
        text.AppendLine($"  {failing.Program.Count} operations, {processes} processes{(summary.OperationsBefore > 0 ? $" ({summary})" : "")}");
        text.AppendLine();
        text.AppendLine(HistoryText.Of(failing.Run.History, spec.Model));
        text.AppendLine();
        text.AppendLine($"  {finding.Sentence}");
        text.AppendLine();
        text.AppendLine($"  Reproduced {rate} runs");
        text.AppendLine($"  Replay     {ReplayToken.Variable}={counterexample.Token} dotnet test");
        if (saved is not null)
        {
            text.AppendLine($"  Saved      {Path.GetRelativePath(Environment.CurrentDirectory, saved)}  (commit it)");
        }

        return text.ToString();
    }
}
