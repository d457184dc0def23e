using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>What a process did before: a command as it was executed, and how it ended.</summary>
/// <typeparam name="TCommand">The spec's commands.</typeparam>
/// <typeparam name="TResult">The spec's results.</typeparam>
/// <param name="Command">The command, its arguments filled in.</param>
/// <param name="Outcome">How it ended.</param>
public readonly record struct CompletedCall<TCommand, TResult>(TCommand Command, Outcome<TResult> Outcome);
