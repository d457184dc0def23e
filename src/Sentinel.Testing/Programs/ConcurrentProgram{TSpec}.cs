namespace Sentinel.Testing;

/// <summary>A generated concurrent program of a spec, for use in FsCheck properties.</summary>
/// <typeparam name="TSpec">The spec.</typeparam>
/// <remarks>Immutable. Get it through <see cref="ConcurrentProgram.Arbitrary{TSpec}()"/>, or by naming
/// <see cref="ConcurrentProgram"/> in <c>[Property(Arbitrary = new[] { typeof(ConcurrentProgram) })]</c>.</remarks>
public sealed class ConcurrentProgram<TSpec>
    where TSpec : Spec, new()
{
    private readonly ISpecEngine engine;

    internal ConcurrentProgram(ISpecEngine engine, object program)
    {
        this.engine = engine;
        Program = program;
    }

    internal object Program { get; }

    /// <summary>Runs the program on a fresh system under real threads, and judges what was recorded.</summary>
    /// <param name="noise">Decides the delays between steps.</param>
    /// <exception cref="SystemUnderTestException">The spec could not make a system, or failed itself.</exception>
    public ProgramResult Run(ulong noise = 0) => engine.RunOnce(Program, noise);

    /// <summary>The program: <c>first create(1); in parallel p0: approve(1) ∥ p1: deny(1)</c>.</summary>
    public override string ToString() => Program.ToString() ?? "";
}
