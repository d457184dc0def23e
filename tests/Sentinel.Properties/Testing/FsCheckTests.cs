using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

/// <summary>The same programs for those who live in FsCheck: a plain property, with labels and classification.</summary>
public sealed class FsCheckTests
{
    [Property(MaxTest = 100, Arbitrary = [typeof(ConcurrentProgram)])]
    public Property A_locked_counter_is_linearizable(ConcurrentProgram<CounterSpec> program)
    {
        var result = program.Run();
        return result.Passed.Label(result.ToString()).Classify(program.ToString().Contains("read", StringComparison.Ordinal), "reads");
    }

    [Fact]
    public void A_racy_counter_fails_an_fscheck_property_and_is_shrunk()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(1, 1).WithQuietOnSuccess(true);
        var property = Prop.ForAll(ConcurrentProgram.Arbitrary<RacyCounterSpec>(), program => program.Run().Passed);
        var failure = Assert.ThrowsAny<Exception>(() => property.Check(config));
        Assert.Contains("in parallel", failure.Message, StringComparison.Ordinal);
    }
}
