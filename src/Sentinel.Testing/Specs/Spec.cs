namespace Sentinel.Testing;

/// <summary>A system and its sequential model, as a runner sees them. Derive from <see cref="ConcurrentSpec{TSystem,TState}"/>
/// or, for typed commands, from <see cref="CommandSpec{TSystem,TState,TCommand,TResult}"/>.</summary>
/// <remarks>A spec enters by type and has a public constructor without parameters, so that a runner can load it in its own way.
/// Its members are called from several threads at once: it keeps no state of a run.</remarks>
public abstract class Spec
{
    private protected Spec()
    {
    }

    /// <summary>The name in reports, file names and tokens. Default: the type's name.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The typed machinery behind this spec.</summary>
    internal abstract ISpecEngine CreateEngine();
}
