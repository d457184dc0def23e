namespace Sentinel.Testing;

/// <summary>What a shrinker knows of a spec.</summary>
/// <param name="Kinds">The spec's operations.</param>
/// <param name="KindOf">Which of them a command is.</param>
/// <param name="Rename">The change that turns the argument of the first command into that of the second in every command that has it.</param>
internal sealed record CommandSpecShape<TCommand>(
    IReadOnlyList<CommandKind<TCommand>> Kinds, Func<TCommand, int> KindOf, Func<TCommand, TCommand, Func<TCommand, TCommand>> Rename);
