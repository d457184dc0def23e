using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>Real threads: each program runs once, the next one is another.</summary>
internal sealed class StressTier<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec, LinearizabilityOptions options, Action<RunOutcome<TCommand, TResult>> recorded)
    : ITier<TCommand, TResult>
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private const int ReplaysOfACorpusFile = 100;
    private const int ReplaysOfAToken = 500;
    private const int MostReplays = 20_000;

    private readonly StressLane<TSystem, TState, TCommand, TResult> lane = new(spec, options);

    public string Name => TierNames.Stress;

    public int Undecided { get; private set; }

    public bool HasTightIntervals => false;

    public Attempt<TCommand, TResult>? Try(Program<TCommand> program, ulong number, CancellationToken cancellation)
    {
        var attempt = lane.Attempt(program, SplitMix.Mix(options.Seed + 1, number), cancellation);
        recorded(attempt.Run);
        Undecided += attempt.Judgement.Undecided is null || cancellation.IsCancellationRequested ? 0 : 1;
        return attempt.Judgement.Finding is null ? null : attempt;
    }

    public (Attempt<TCommand, TResult>? Failing, ReproductionRate Rate) Replay(
        Program<TCommand> program, RunDecisions decisions, bool thorough, CancellationToken cancellation)
    {
        var noise = decisions is RunDecisions.Stress stress ? stress.Noise : 0;
        var (failing, rate, undecided) = thorough
            ? lane.Repeat(program, noise, ReplaysOfAToken, MostReplays, cancellation)
            : lane.Repeat(program, noise, ReplaysOfACorpusFile, ReplaysOfACorpusFile, cancellation);
        Undecided += undecided;
        return (failing, rate);
    }

    public Judgement Judge(RunOutcome<TCommand, TResult> recorded, CancellationToken cancellation) => lane.Judge(recorded, cancellation);

    public ICandidateTester<TCommand, TResult> NewTester() => new StressCandidateTester<TSystem, TState, TCommand, TResult>(lane);

    public LinearizabilityResult Describe(LinearizabilityResult result) => result;

    public void Dispose() => lane.Dispose();
}
