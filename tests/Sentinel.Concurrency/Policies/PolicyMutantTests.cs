using Sentinel.Concurrency.Mutants;
using Sentinel.Stores.Specs.Policies;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Policies;

/// <summary>The generated programs catch every broken policy cache, and find nothing in the right one.</summary>
public sealed class PolicyMutantTests(ITestOutputHelper output)
{
    public static TheoryData<Type> Mutants { get; } = [.. MutantHunt.SpecsOf(typeof(PolicyMutantSpec))];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_is_caught(Type mutant) => MutantHunt.AssertCaught(mutant, output);

    [Fact]
    public void Right_cache_passes() => MutantHunt.AssertPasses(typeof(PolicyCacheSpec), output);

    [Fact]
    public void Right_cache_passes_with_a_clock_that_never_moves() => MutantHunt.AssertPasses(typeof(FrozenPolicyCacheSpec), output);

    [Fact]
    public void Right_cache_without_a_time_to_live_passes() => MutantHunt.AssertPasses(typeof(UncachedPolicySpec), output);
}
