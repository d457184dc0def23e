namespace Sentinel.Testing;

/// <summary>A call of an operation of a <see cref="ConcurrentSpec{TSystem,TState}"/>.</summary>
/// <param name="Operation">The operation's index in its spec.</param>
/// <param name="Name">The operation's name.</param>
/// <param name="Argument">The argument, where the operation has one.</param>
/// <param name="HasArgument">Whether the operation has one.</param>
public sealed record Call(int Operation, string Name, object? Argument = null, bool HasArgument = false)
{
    /// <summary>The call as reports print it: <c>add(3)</c>.</summary>
    public override string ToString() => HasArgument ? $"{Name}({Structural.Describe(Argument)})" : Name;
}
