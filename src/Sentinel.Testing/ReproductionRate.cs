namespace Sentinel.Testing;

/// <summary>How often a program failed when it was run again, measured.</summary>
/// <param name="Failures">Runs that failed.</param>
/// <param name="Runs">Runs.</param>
public readonly record struct ReproductionRate(int Failures, int Runs)
{
    /// <summary>The rate as <c>3 of 500</c>.</summary>
    public override string ToString() => $"{Failures} of {Runs}";
}
