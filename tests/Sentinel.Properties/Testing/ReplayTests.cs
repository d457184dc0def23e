using System.Text.RegularExpressions;
using FsCheck.Xunit;
using Sentinel.Scheduling;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

public sealed class ReplayTests
{
    private static readonly Lazy<LinearizabilityFailure> Racy = new(() =>
        Linearizability.Run<UnguardedRegistrySpec>(new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off }).Failure!);

    [Fact]
    public void A_token_replays_the_program_and_measures_its_rate()
    {
        var result = Linearizability.Replay<UnguardedRegistrySpec>(ReplayToken.Parse(Racy.Value.Counterexample.Token.ToString()));

        Assert.NotNull(result.Failure);
        Assert.Equal(new(2, 2), result.Reproduction);
    }

    [Fact]
    public void A_schedule_that_does_not_fail_any_more_is_not_said_to_have_been_replayed()
    {
        var raced = Linearizability.Run<RacyCounterSpec>(new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off }).Failure!;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var nothing = ScheduleCodec.Encode(new Schedule([], []));
            File.WriteAllText(path, Regex.Replace(raced.Counterexample.ToString(), "\"schedule\": \"[^\"]*\"", $"\"schedule\": \"{nothing}\""));
            var failure = Linearizability.Replay<RacyCounterSpec>(Counterexample.Load(path).Token).Failure;

            Assert.Contains("of a new search: the one that failed before does not any more", failure?.Report, StringComparison.Ordinal);
            Assert.DoesNotContain("replays of the same schedule", failure?.Report, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_with_a_key_twice_is_an_error()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllText(path, Racy.Value.Counterexample.ToString().Replace("\"tier\"", "\"spec\": \"X\",\n  \"tier\"", StringComparison.Ordinal));
            Assert.Contains("spec", Assert.Throws<CounterexampleException>(() => Counterexample.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_token_of_real_threads_replays_with_a_measured_rate()
    {
        var failure = Linearizability.Run<UnguardedRegistrySpec>(new() { Mode = TestMode.Stress, Corpus = CorpusMode.Off, Runs = 200_000 }).Failure!;
        var result = Linearizability.Replay<UnguardedRegistrySpec>(ReplayToken.Parse(failure.Counterexample.Token.ToString()));

        Assert.Equal("stress", result.Tier);
        Assert.True(result.Reproduction is { Failures: > 0, Runs: >= 500 }, result.ToString());
    }

    [Theory]
    [InlineData("controlled", 1, 0, "X: the program did not fail in 1 schedule; it may be fixed.")]
    [InlineData("controlled", 100, 2, "X: the program did not fail in 100 schedules, 2 of them undecided; it may be fixed.")]
    [InlineData("stress", 20_000, 0, "X: the program did not fail in 20,000 runs under real threads; it may be fixed, or fail more rarely than that.")]
    [InlineData("stress", 1, 1, "X: the program did not fail in 1 run under real threads, 1 of them undecided; it may be fixed, or fail more rarely than that.")]
    public void A_replay_that_does_not_fail_says_how_much_that_means(string tier, int runs, int undecided, string text) =>
        Assert.Equal(text, new ReplayResult { Spec = "X", Tier = tier, Reproduction = new(0, runs), Undecided = undecided }.ToString());

    [Fact]
    public void A_token_of_another_spec_says_so() =>
        Assert.Contains(
            "belongs to the spec UnguardedRegistrySpec, not to CounterSpec",
            Assert.Throws<CounterexampleException>(() => Linearizability.Replay<CounterSpec>(Racy.Value.Counterexample.Token)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_token_of_another_version_says_so() =>
        Assert.Contains("version 's2'", Assert.Throws<CounterexampleException>(() => ReplayToken.Parse("s2.abc")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_token_is_an_error_wherever_it_was_cut_or_changed()
    {
        var token = Racy.Value.Counterexample.Token.ToString();
        for (var at = 0; at < token.Length; at++)
        {
            AssertErrorOrSame(token, token[..at]);
            AssertErrorOrSame(token, token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]);
        }

        Assert.Throws<CounterexampleException>(() => ReplayToken.Parse(token[..(token.Length / 2)]));
    }

    /// <summary>The last bits of a token may be padding: then it still says the same, as its checksum shows.</summary>
    private static void AssertErrorOrSame(string token, string changed)
    {
        try
        {
            Assert.Equal(token, ReplayToken.Parse(changed).ToString());
        }
        catch (CounterexampleException)
        {
        }
    }

    [Property(MaxTest = 200)]
    public void No_text_crashes_the_token_reader(string text)
    {
        try
        {
            ReplayToken.Parse("s1." + text);
        }
        catch (CounterexampleException)
        {
        }
        catch (ArgumentNullException) when (text is null)
        {
        }
    }

    /// <remarks>Under control, where shrinking goes to its end: real threads may leave an operation or two on a busy machine.</remarks>
    [Theory]
    [InlineData(7)]
    [InlineData(99)]
    public void The_same_failure_is_the_same_file_whatever_the_seed(ulong seed)
    {
        var again = Linearizability.Run<UnguardedRegistrySpec>(new() { Corpus = CorpusMode.Off, Mode = TestMode.Controlled, Seed = seed }).Failure!;

        Assert.Equal(Racy.Value.Counterexample.FileName, again.Counterexample.FileName);
    }
}
