namespace Sentinel.Testing;

/// <summary>Makes the arguments of commands simpler.</summary>
internal interface IArgumentShrinker<TCommand>
{
    /// <summary>Simpler commands of the same kind, best first.</summary>
    IEnumerable<TCommand> Simpler(TCommand command);

    /// <summary>Changes that put one simpler value in place of another in all commands at once.</summary>
    IEnumerable<Func<TCommand, TCommand>> Renamings(IEnumerable<TCommand> commands);
}
