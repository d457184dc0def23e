namespace Sentinel.Testing;

/// <summary>A way of making concurrency: under real threads, or under a scheduler. For one caller at a time.</summary>
internal interface ITier<TCommand, TResult> : IDisposable
{
    /// <summary>One of <see cref="TierNames"/>.</summary>
    string Name { get; }

    /// <summary>Recorded histories that could not be decided.</summary>
    int Undecided { get; }

    /// <summary>Whether intervals are as short as can be, so that operations that exclude one another do not overlap, however many
    /// schedules were run: the number of concurrent pairs then says nothing.</summary>
    bool HasTightIntervals { get; }

    /// <summary>Runs the n-th generated program, as often as this tier runs a program.</summary>
    /// <returns>The run that fails, or <see langword="null"/>.</returns>
    Attempt<TCommand, TResult>? Try(Program<TCommand> program, ulong number, CancellationToken cancellation);

    /// <summary>Runs a program again with the decisions of a failing run, as exactly as this tier can.</summary>
    /// <param name="program">The program.</param>
    /// <param name="decisions">What decided the failing run; where they are of another tier, this one looks for the failure in its own way.</param>
    /// <param name="thorough">Whether somebody waits for just this program, so that many runs are in order.</param>
    /// <param name="cancellation">Ends it early.</param>
    (Attempt<TCommand, TResult>? Failing, ReproductionRate Rate) Replay(
        Program<TCommand> program, RunDecisions decisions, bool thorough, CancellationToken cancellation);

    /// <summary>Judges a history that was recorded some time.</summary>
    Judgement Judge(RunOutcome<TCommand, TResult> recorded, CancellationToken cancellation);

    /// <summary>What shrinks a failure of this tier.</summary>
    ICandidateTester<TCommand, TResult> NewTester();

    /// <summary>Adds what this tier knows to a result.</summary>
    LinearizabilityResult Describe(LinearizabilityResult result);
}
