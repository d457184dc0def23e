using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>The typed machinery of one spec: generates, runs, judges, shrinks, replays.</summary>
internal sealed class SpecEngine<TSystem, TState, TCommand, TResult> : ISpecEngine
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private const int ReplaysOfACorpusFile = 100;
    private const int ReplaysOfAToken = 500;
    private const int MostReplays = 20_000;

    private readonly CommandSpec<TSystem, TState, TCommand, TResult> spec;
    private readonly ProgramGenerator<TCommand> generator;
    private readonly SpecJson<TCommand, TResult> json;

    public SpecEngine(CommandSpec<TSystem, TState, TCommand, TResult> spec)
    {
        this.spec = spec;
        generator = new(spec.Name, spec.Kinds);
        json = spec.CreateJson();
    }

    public LinearizabilityResult Search(LinearizabilityOptions options, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var lane = NewLane(options);
        var coverage = new CoverageCollector<TSystem, TState, TCommand, TResult>(spec);
        var corpus = CorpusFolder.FilesOf(spec.Name, options);
        var failure = ReplayCorpus(corpus, lane, options, progress, cancellation);
        var undecided = 0;
        var programs = generator.Generator(options.Size);
        long done = 0;
        for (; failure is null && !cancellation.IsCancellationRequested && GoesOn(options, done, started); done++)
        {
            var program = Gen.Sample(programs, 1, new Rnd(SplitMix.Mix(options.Seed, (ulong)done)), (int)(10 + (done % 90)))[0];
            var attempt = lane.Attempt(program, SplitMix.Mix(options.Seed + 1, (ulong)done), cancellation);
            coverage.Add(attempt.Run.History);
            undecided += attempt.Judgement.Undecided is null || cancellation.IsCancellationRequested ? 0 : 1;
            failure = attempt.Judgement.Finding is null ? null : Report(lane, attempt, done + 1, options, progress, cancellation);
            if ((done & 63) == 0)
            {
                progress?.Report(new(spec.Name, "running", done, options.For is null ? options.Runs : 0, $"{coverage.ConcurrentPairs:N0} concurrent pairs"));
            }
        }

        return new()
        {
            Spec = spec.Name,
            Seed = options.Seed,
            Coverage = coverage.ToCoverage(),
            Failure = failure,
            Replayed = corpus.Count,
            Inconclusive = failure is null ? WhyNoPass(undecided, done, coverage.ConcurrentPairs, options, cancellation) : null,
            Elapsed = Stopwatch.GetElapsedTime(started),
        };
    }

    public ReplayResult Replay(ReplayToken token, LinearizabilityOptions options, CancellationToken cancellation)
    {
        var program = json.ReadProgram(token.Program);
        using var lane = NewLane(options);
        var (failing, rate, undecided) = lane.Repeat(program, token.Noise, ReplaysOfAToken, MostReplays, cancellation);
        return new()
        {
            Spec = spec.Name,
            Reproduction = rate,
            Undecided = undecided,
            Failure = failing is null ? null : new FailureReporter<TSystem, TState, TCommand, TResult>(spec, json).Build(failing, rate, new(), 0, null),
        };
    }

    public ProgramResult RunOnce(object program, ulong noise)
    {
        using var lane = NewLane(LinearizabilityOptions.Default);
        var attempt = lane.Attempt((Program<TCommand>)program, noise, CancellationToken.None);
        return new()
        {
            Finding = attempt.Judgement.Finding,
            Undecided = attempt.Judgement.Undecided,
            History = HistoryText.Of(attempt.Run.History, spec.Model),
        };
    }

    public Arbitrary<object> Arbitrary(ProgramSize size) => Arb.From(
        generator.Generator(size).Select(program => (object)program),
        program => ProgramCandidates.Of((Program<TCommand>)program, NewArguments()));

    private static bool GoesOn(LinearizabilityOptions options, long done, long started) =>
        options.For is { } time ? Stopwatch.GetElapsedTime(started) < time : done < options.Runs;

    private static string? WhyNoPass(int undecided, long done, long pairs, LinearizabilityOptions options, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return $"it was cancelled after {done:N0} programs";
        }

        if (undecided > 0)
        {
            return $"{undecided:N0} histories were not decided within their limits";
        }

        return pairs >= options.MinimumConcurrentPairs
            ? null
            : $"{pairs:N0} pairs of operations ran concurrently in {done:N0} programs, where {options.MinimumConcurrentPairs:N0} were asked for: a pass would say nothing";
    }

    private Lane<TSystem, TState, TCommand, TResult> NewLane(LinearizabilityOptions options) =>
        new(new StressRunner<TSystem, TState, TCommand, TResult>(spec, options.Deadline), new(spec, options.Check, options.Deadline));

    private ArgumentShrinker<TCommand> NewArguments() => new(generator, new(spec.Kinds, spec.KindOf, spec.Rename));

    private LinearizabilityFailure Report(
        Lane<TSystem, TState, TCommand, TResult> lane,
        Attempt<TCommand, TResult> failing,
        long programs,
        LinearizabilityOptions options,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellation)
    {
        var shrinker = new Shrinker<TSystem, TState, TCommand, TResult>(lane, NewArguments(), options.ShrinkBudget, text =>
            progress?.Report(new(spec.Name, "shrinking", text.Candidates, 0, text.ToString())));
        var (shrunk, rate, summary) = shrinker.Shrink(failing, cancellation);
        var reporter = new FailureReporter<TSystem, TState, TCommand, TResult>(spec, json);
        return reporter.Build(shrunk, rate, summary, programs, CorpusFolder.ForNew(spec.Name, options));
    }

    /// <summary>Each file's recorded history is judged by today's model, then its program is run by today's code.</summary>
    private LinearizabilityFailure? ReplayCorpus(
        IReadOnlyList<string> files,
        Lane<TSystem, TState, TCommand, TResult> lane,
        LinearizabilityOptions options,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellation)
    {
        for (var i = 0; i < files.Count && !cancellation.IsCancellationRequested; i++)
        {
            progress?.Report(new(spec.Name, "replaying", i, files.Count, Path.GetFileName(files[i])));
            var counterexample = Counterexample.Load(files[i]);
            var (program, history) = ReadCorpusFile(files[i], counterexample);
            if (counterexample.Finding != Finding.Hang.HeadlineText && lane.Judge(new(history), cancellation) is { Finding: null, Undecided: null })
            {
                throw new CounterexampleException(
                    $"{files[i]}: today's model and invariants accept the recorded history, which was a violation ({counterexample.Sentence}). "
                    + "If the specification was changed on purpose, delete the file; otherwise the model has become too weak");
            }

            var (failing, rate, _) = lane.Repeat(program, counterexample.Noise, ReplaysOfACorpusFile, ReplaysOfACorpusFile, cancellation);
            if (failing is not null)
            {
                return new FailureReporter<TSystem, TState, TCommand, TResult>(spec, json).Build(failing, rate, new(), 0, null) with { SavedTo = files[i] };
            }
        }

        return null;
    }

    private (Program<TCommand> Program, History<TCommand, TResult> History) ReadCorpusFile(string file, Counterexample counterexample)
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
