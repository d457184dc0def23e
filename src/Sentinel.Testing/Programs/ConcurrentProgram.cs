using FsCheck;
using FsCheck.Fluent;

namespace Sentinel.Testing;

/// <summary>FsCheck's view of concurrent programs.</summary>
public static class ConcurrentProgram
{
    /// <summary>Programs of a spec, with a shrinker.</summary>
    /// <typeparam name="TSpec">The spec.</typeparam>
    public static Arbitrary<ConcurrentProgram<TSpec>> Arbitrary<TSpec>()
        where TSpec : Spec, new() => Arbitrary<TSpec>(new ProgramSize());

    /// <summary>Programs of a spec, with a shrinker.</summary>
    /// <typeparam name="TSpec">The spec.</typeparam>
    /// <param name="size">How large programs are.</param>
    public static Arbitrary<ConcurrentProgram<TSpec>> Arbitrary<TSpec>(ProgramSize size)
        where TSpec : Spec, new()
    {
        var engine = new TSpec().CreateEngine();
        return Arb.Convert(
            engine.Arbitrary(size), program => new ConcurrentProgram<TSpec>(engine, program), wrapped => wrapped.Program);
    }
}
