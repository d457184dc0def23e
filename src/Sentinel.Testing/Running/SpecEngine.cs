using System.Diagnostics;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>The typed machinery of one spec: generates, runs, judges, shrinks, replays.</summary>
internal sealed class SpecEngine<TSystem, TState, TCommand, TResult> : ISpecEngine
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    /// <summary>After so many programs an operation that never ran will not run.</summary>
    private const int ManyPrograms = 1_000;

    private readonly CommandSpec<TSystem, TState, TCommand, TResult> spec;
    private readonly ProgramGenerator<TCommand> generator;
    private readonly ArgumentShrinker<TCommand> arguments;
    private readonly SpecJson<TCommand, TResult> json;

    public SpecEngine(CommandSpec<TSystem, TState, TCommand, TResult> spec)
    {
        this.spec = spec;
        generator = new(spec.Name, spec.Kinds);
        arguments = new(generator, new(spec.Kinds, spec.KindOf, spec.Rename));
        json = spec.CreateJson();
    }

    public LinearizabilityResult Search(
        LinearizabilityOptions options,
        ShadowContext? shadow,
        bool replayCorpus,
        IProgress<SearchProgress>? progress,
        Func<JsonNode, long, LinearizabilityFailure?>? again,
        CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var coverage = new CoverageCollector<TSystem, TState, TCommand, TResult>(spec);
        using var tier = Open(options, shadow, run => coverage.Add(run.History));
        var reporter = new FailureReporter<TSystem, TState, TCommand, TResult>(spec, json);
        var corpus = new Corpus<TSystem, TState, TCommand, TResult>(spec, json, reporter);
        var files = replayCorpus ? CorpusFolder.FilesOf(spec.Name, options) : [];
        var failure = corpus.Replay(files, tier, progress, cancellation);
        var programs = generator.Generator(options.Size);
        long done = 0;
        for (; failure is null && !cancellation.IsCancellationRequested && GoesOn(options, done, started); done++)
        {
            var program = Gen.Sample(programs, 1, new Rnd(SplitMix.Mix(options.Seed, (ulong)done)), (int)(10 + (done % 90)))[0];
            coverage.AddProgram();
            if (tier.Try(program, (ulong)done, cancellation) is { } failing)
            {
                failure = again?.Invoke(json.WriteProgram(failing.Program), done + 1)
                    ?? Report(tier, reporter, failing, done + 1, options, progress, cancellation);
            }
            else if ((done & 63) == 0)
            {
                progress?.Report(new(spec.Name, "running", done, options.For is null ? options.Runs : 0, $"{coverage.ConcurrentPairs:N0} concurrent pairs"));
            }
        }

        var reached = coverage.ToCoverage();
        return tier.Describe(new()
        {
            Spec = spec.Name,
            Tier = tier.Name,
            Seed = options.Seed,
            Coverage = reached,
            Failure = failure,
            Replayed = files.Count,
            Inconclusive = failure is null ? WhyNoPass(tier, reached, coverage.ConcurrentPairs, options, cancellation) : null,
            Elapsed = Stopwatch.GetElapsedTime(started),
        });
    }

    public LinearizabilityFailure? FindAgain(
        JsonNode program,
        long number,
        LinearizabilityOptions options,
        ShadowContext shadow,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellation)
    {
        using var tier = Open(options, shadow, _ => { });
        var (failing, _) = tier.Replay(json.ReadProgram(program), new RunDecisions.Stress(0), thorough: true, cancellation);
        return failing is null || TieredSearch.LeftControl(failing.Judgement.Finding!)
            ? null
            : Report(tier, new FailureReporter<TSystem, TState, TCommand, TResult>(spec, json), failing, number, options, progress, cancellation);
    }

    public ReplayResult Replay(ReplayToken token, LinearizabilityOptions options, ShadowContext? shadow, CancellationToken cancellation)
    {
        var program = json.ReadProgram(token.Program);
        using var tier = Open(options, shadow, _ => { });
        var (failing, rate) = tier.Replay(program, token.Decisions, thorough: true, cancellation);
        return new()
        {
            Spec = spec.Name,
            Tier = tier.Name,
            Reproduction = rate,
            Undecided = tier.Undecided,
            Failure = failing is null ? null : new FailureReporter<TSystem, TState, TCommand, TResult>(spec, json).Build(failing, rate, new(), 0, null),
        };
    }

    public ProgramResult RunOnce(object program, ulong noise)
    {
        using var lane = new StressLane<TSystem, TState, TCommand, TResult>(spec, LinearizabilityOptions.Default);
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
        program => ProgramCandidates.Of((Program<TCommand>)program, arguments));

    private static bool GoesOn(LinearizabilityOptions options, long done, long started) =>
        options.For is { } time ? Stopwatch.GetElapsedTime(started) < time : done < options.Runs;

    private static string? WhyNoPass(
        ITier<TCommand, TResult> tier, Coverage reached, long pairs, LinearizabilityOptions options, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return $"it was cancelled after {reached.Programs:N0} programs";
        }

        if (tier.Undecided > 0)
        {
            return $"{tier.Undecided:N0} histories were not decided within their limits";
        }

        if (reached.Programs >= ManyPrograms && reached.NeverRun.Any())
        {
            return $"{string.Join(", ", reached.NeverRun)} never ran in {reached.Programs:N0} programs: a pass would say nothing about it";
        }

        return tier.HasTightIntervals || pairs >= options.MinimumConcurrentPairs
            ? null
            : $"{pairs:N0} pairs of operations ran concurrently in {reached.Programs:N0} programs, where {options.MinimumConcurrentPairs:N0} were asked for: a pass would say nothing";
    }

    private ITier<TCommand, TResult> Open(LinearizabilityOptions options, ShadowContext? shadow, Action<RunOutcome<TCommand, TResult>> recorded) =>
        shadow is null
            ? new StressTier<TSystem, TState, TCommand, TResult>(spec, options, recorded)
            : new ControlledTier<TSystem, TState, TCommand, TResult>(spec, options, shadow, recorded);

    private LinearizabilityFailure Report(
        ITier<TCommand, TResult> tier,
        FailureReporter<TSystem, TState, TCommand, TResult> reporter,
        Attempt<TCommand, TResult> failing,
        long programs,
        LinearizabilityOptions options,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellation)
    {
        if (TieredSearch.LeftControl(failing.Judgement.Finding!))
        {
            // No failure of the system: nothing to make smaller, or to keep.
            return reporter.Build(failing, new(1, 1), new(), programs, saveTo: null);
        }

        var shrinker = new Shrinker<TCommand, TResult>(tier.NewTester(), arguments, options.ShrinkBudget, soFar =>
            progress?.Report(new(spec.Name, "shrinking", soFar.Candidates, 0, soFar.Progress)));
        var (shrunk, rate, summary) = shrinker.Shrink(failing, cancellation);
        return reporter.Build(shrunk, rate, summary, programs, CorpusFolder.ForNew(spec.Name, options));
    }
}
