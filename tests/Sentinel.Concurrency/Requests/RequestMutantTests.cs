using Sentinel.Concurrency.Mutants;
using Sentinel.Stores.Specs.Requests;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Requests;

/// <summary>The generated programs catch every broken request store, and find nothing in the right one.</summary>
public sealed class RequestMutantTests(ITestOutputHelper output)
{
    public static TheoryData<Type> Mutants { get; } = [.. MutantHunt.SpecsOf(typeof(RequestMutantSpec))];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Mutant_is_caught(Type mutant) => MutantHunt.AssertCaught(mutant, output);

    [Fact]
    public void Right_store_passes() => MutantHunt.AssertPasses(typeof(RequestStoreSpec), output);

    [Fact]
    public void Right_store_passes_with_a_clock_that_never_moves() => MutantHunt.AssertPasses(typeof(FrozenRequestStoreSpec), output);
}
