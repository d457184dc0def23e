using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>A program, what a run of it recorded, what the oracles say of that, and what decided the run.</summary>
internal sealed record Attempt<TCommand, TResult>(
    Program<TCommand> Program, RunOutcome<TCommand, TResult> Run, Judgement Judgement, RunDecisions Decisions)
{
    /// <summary>How often a controlled run left a process that could have gone on.</summary>
    public int Preemptions { get; init; }

    /// <summary>Its own search found the schedule, because the one that was to be replayed does not fail any more.</summary>
    public bool IsOfAnotherSchedule { get; init; }

    /// <summary>Every access of a controlled run, in its order; empty for a run under real threads.</summary>
    public IReadOnlyList<InterleavingRow> Interleaving { get; init; } = [];
}
