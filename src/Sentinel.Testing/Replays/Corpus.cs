using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>Replays a spec's counterexample files.</summary>
internal sealed class Corpus<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec,
    SpecJson<TCommand, TResult> json,
    FailureReporter<TSystem, TState, TCommand, TResult> reporter)
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    /// <summary>Each file's recorded history is judged by today's model, then its program is run by today's code.</summary>
    /// <returns>The first file that fails again.</returns>
    /// <exception cref="CounterexampleException">A file can't be read, or its history is no violation any more.</exception>
    public LinearizabilityFailure? Replay(
        IReadOnlyList<string> files, ITier<TCommand, TResult> tier, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        for (var i = 0; i < files.Count && !cancellation.IsCancellationRequested; i++)
        {
            progress?.Report(new(spec.Name, "replaying", i, files.Count, Path.GetFileName(files[i])));
            var counterexample = Counterexample.Load(files[i]);
            var (program, history) = Read(files[i], counterexample);
            if (counterexample.ProvesByHistory && tier.Judge(new(history), cancellation) is { Finding: null, Undecided: null })
            {
                throw new CounterexampleException(
                    $"{files[i]}: today's model and invariants accept the recorded history, which was a violation ({counterexample.Sentence}). "
                    + "If the specification was changed on purpose, delete the file; otherwise the model has become too weak");
            }

            var (failing, rate) = tier.Replay(program, counterexample.Token.Decisions, thorough: false, cancellation);
            if (failing is not null)
            {
                return reporter.Build(failing, rate, new(), 0, null) with { SavedTo = files[i] };
            }
        }

        return null;
    }

    private (Program<TCommand> Program, History<TCommand, TResult> History) Read(string file, Counterexample counterexample)
    {
        try
        {
            return counterexample.Spec == spec.Name
                ? (json.ReadProgram(counterexample.Program), json.ReadHistory(counterexample.History))
                : throw new CounterexampleException($"it belongs to the spec {counterexample.Spec}, not to {spec.Name}");
        }
        catch (CounterexampleException exception)
        {
            throw new CounterexampleException($"{file}: {exception.Message}", exception);
        }
    }
}
