namespace Sentinel.Testing;

/// <summary>A program, what a run of it recorded, and what the oracles say of that.</summary>
internal sealed record Attempt<TCommand, TResult>(
    Program<TCommand> Program, RunOutcome<TCommand, TResult> Run, Judgement Judgement, ulong Noise);
