using FsCheck.Xunit;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

public sealed class ReplayTests
{
    private static readonly Lazy<LinearizabilityFailure> Racy = new(() =>
        Linearizability.Run<RacyCounterSpec>(new() { Corpus = CorpusMode.Off, Runs = 20_000 }).Failure!);

    [Fact]
    public void A_token_replays_the_program_and_measures_its_rate()
    {
        var result = Linearizability.Replay<RacyCounterSpec>(ReplayToken.Parse(Racy.Value.Counterexample.Token.ToString()));

        Assert.NotNull(result.Failure);
        Assert.True(result.Reproduction is { Failures: > 0, Runs: >= 500 }, result.ToString());
    }

    [Fact]
    public void A_token_of_another_spec_says_so() =>
        Assert.Contains(
            "belongs to the spec RacyCounterSpec, not to CounterSpec",
            Assert.Throws<CounterexampleException>(() => Linearizability.Replay<CounterSpec>(Racy.Value.Counterexample.Token)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_token_of_another_version_says_so() =>
        Assert.Contains("version 's2'", Assert.Throws<CounterexampleException>(() => ReplayToken.Parse("s2.abc")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_token_is_an_error_wherever_it_was_cut_or_changed()
    {
        var token = Racy.Value.Counterexample.Token.ToString();
        for (var length = 0; length < token.Length; length++)
        {
            Assert.Throws<CounterexampleException>(() => ReplayToken.Parse(token[..length]));
        }

        for (var at = 3; at < token.Length; at++)
        {
            var other = token[at] == 'A' ? 'B' : 'A';
            var changed = token[..at] + other + token[(at + 1)..];
            try
            {
                // The last bits of compressed data may be padding: then the token still says the same.
                Assert.Equal(token, ReplayToken.Parse(changed).ToString());
            }
            catch (CounterexampleException)
            {
            }
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

    [Fact]
    public void The_same_failure_is_the_same_file_and_the_same_token()
    {
        var again = Linearizability.Run<RacyCounterSpec>(new() { Corpus = CorpusMode.Off, Runs = 20_000, Seed = 99 }).Failure!;

        Assert.Equal(Racy.Value.Counterexample.FileName, again.Counterexample.FileName);
        Assert.Equal(Racy.Value.Counterexample.Token.ToString(), again.Counterexample.Token.ToString());
    }
}
