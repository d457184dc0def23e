using Sentinel.Formats.Bindings;
using Sentinel.Properties.Testing;
using Sentinel.Testing;

namespace Sentinel.Properties.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("unknown verb 'chek' (did you mean check?)", "chek", "h.jsonl")]
    [InlineData("unknown verb 'xyz'; see sentinel --help", "xyz")]
    [InlineData("unknown option '--modle' (did you mean --model?)", "check", "h.jsonl", "--modle", "register")]
    [InlineData("unknown option '--modle' (did you mean --model?)", "check", "--modle=register", "h.jsonl")]
    [InlineData("unknown option '-z'; see sentinel check --help", "check", "h.jsonl", "-z")]
    [InlineData("unknown option '--verson' (did you mean --version?)", "--verson")]
    [InlineData("unknown model 'cas-registr' (did you mean cas-register?)", "check", "h.jsonl", "-m", "cas-registr")]
    [InlineData("--failed-cas observd is unknown (did you mean observed?)", "check", "h.jsonl", "-m", "kv", "--failed-cas", "observd")]
    [InlineData("--format json is unknown (did you mean jsonl?)", "check", "h.jsonl", "-m", "kv", "--format", "json")]
    [InlineData("--timeout soon is no duration", "check", "h.jsonl", "-m", "kv", "--timeout", "soon")]
    [InlineData("--timeout 0s is no duration", "check", "h.jsonl", "-m", "kv", "--timeout", "0s")]
    [InlineData("--max-memory 2 is no size", "check", "h.jsonl", "-m", "kv", "--max-memory", "2")]
    [InlineData("--initial [1: column 1", "check", "h.jsonl", "-m", "kv", "--initial", "[1")]
    [InlineData("--initial \"x\": the initial count is \"x\"; expected an integer", "check", "h.jsonl", "-m", "counter", "--initial", "x")]
    [InlineData("check --help", "check")]
    [InlineData("check --help", "check", "h.jsonl", "--model")]
    [InlineData("'queue' is one argument too many", "models", "stack", "queue")]
    [InlineData("no such file", "check", "no/such/file", "-m", "kv")]
    public void Mistakes_are_told_in_one_line(string part, params string[] args) => Transcript.Of(args).IsOneLine(2, part);

    [Fact]
    public void A_value_may_begin_with_a_dash_and_so_may_a_file_after_two()
    {
        Assert.Equal(0, Transcript.Run(["check", "-", "-m", "counter", "--initial", "-5"], "").ExitCode);
        Transcript.Of("check", "-m", "kv", "--", "--modle").IsOneLine(2, "--modle: no such file");
        Transcript.Of("check", "-m", "kv", "@nothing").IsOneLine(2, "@nothing: no such file");
    }

    [Fact]
    public void A_spec_of_a_test_assembly_is_found_beside_one_that_cannot_be_created()
    {
        var failure = Linearizability.Run<RacyCounterSpec>(new() { Mode = TestMode.Controlled, Corpus = CorpusMode.Off }).Failure!;

        var replay = Transcript.Of("replay", failure.Counterexample.Token.ToString(), "--assembly", typeof(RacyCounterSpec).Assembly.Location);

        Assert.Equal((1, ""), (replay.ExitCode, replay.Error));
        Assert.Contains("NOT LINEARIZABLE   RacyCounterSpec", replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verb_has_help_with_examples()
    {
        var root = Transcript.Of("--help");
        Assert.Equal(0, root.ExitCode);
        Assert.Contains("Exit codes", root.Output, StringComparison.Ordinal);
        Assert.Equal(root, Transcript.Of());
        foreach (var verb in (string[])["check", "models", "explain", "convert", "generate"])
        {
            Assert.Contains(verb, root.Output, StringComparison.Ordinal);
            foreach (var form in (string[])["--help", "-h", "-?"])
            {
                var help = Transcript.Of(verb, form);
                Assert.Equal((0, ""), (help.ExitCode, help.Error));
                Assert.Contains($"Examples:\n  sentinel {verb}", help.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            }
        }

        Assert.Contains("a violation", Transcript.Of("check", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_are_listed_with_every_operation()
    {
        var all = Transcript.Of("models");
        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        foreach (var model in ModelBinding.All)
        {
            Assert.Contains($"{model.Name}\n", all.Output, StringComparison.Ordinal);
            var one = Transcript.Of("models", model.Name);
            Assert.StartsWith(model.Name, one.Output, StringComparison.Ordinal);
            Assert.All(model.Operations, operation => Assert.Contains($"\n  {operation.Name,-10} ", one.Output, StringComparison.Ordinal));
        }

        Transcript.Of("models", "stak").IsOneLine(2, "did you mean stack?");
    }

    [Fact]
    public void The_version_is_printed() => Assert.Matches(@"^\d+\.\d+\.\d+", Transcript.Of("--version").Output);
}
