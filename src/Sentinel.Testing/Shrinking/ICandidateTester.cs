namespace Sentinel.Testing;

/// <summary>Finds out whether a smaller program still fails, although no program fails at every run.</summary>
internal interface ICandidateTester<TCommand, TResult>
{
    /// <summary>Whether a run replays exactly, so that a single one with the decisions of the present failure says something of a candidate.</summary>
    bool ReplaysExactly { get; }

    /// <summary>Prepares for candidates of this program: measures how often it fails, say.</summary>
    void Measure(Attempt<TCommand, TResult> current, Func<bool> isOver, CancellationToken cancellation);

    /// <summary>A failing run of the candidate: one with the same reason as the present program if there is one, else any other.</summary>
    /// <param name="candidate">The smaller program.</param>
    /// <param name="current">The failure of the present one.</param>
    /// <param name="effort">How hard to look.</param>
    /// <param name="isOver">Whether the time for shrinking is over.</param>
    /// <param name="cancellation">Ends it early.</param>
    Attempt<TCommand, TResult>? FindFailure(
        Program<TCommand> candidate, Attempt<TCommand, TResult> current, ShrinkEffort effort, Func<bool> isOver, CancellationToken cancellation);

    /// <summary>Runs what is reported some more times: the plainest failing run, and how often it failed.</summary>
    (Attempt<TCommand, TResult> Plainest, ReproductionRate Rate) Confirm(Attempt<TCommand, TResult> shrunk, CancellationToken cancellation);
}
