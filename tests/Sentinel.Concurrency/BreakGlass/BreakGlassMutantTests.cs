using Sentinel.Concurrency.Mutants;
using Sentinel.Stores.Specs.BreakGlass;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.BreakGlass;

/// <summary>The generated programs catch every broken break-glass store, and find nothing in the right one.</summary>
public sealed class BreakGlassMutantTests(ITestOutputHelper output)
{
    public static TheoryData<Type> Mutants { get; } = [.. MutantHunt.SpecsOf(typeof(BreakGlassMutantSpec))];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_is_caught(Type mutant) => MutantHunt.AssertCaught(mutant, output);

    [Fact]
    public void Right_store_passes() => MutantHunt.AssertPasses(typeof(BreakGlassStoreSpec), output);

    [Fact]
    public void Right_store_passes_with_a_clock_that_never_moves() => MutantHunt.AssertPasses(typeof(FrozenBreakGlassStoreSpec), output);
}
