using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

public sealed class CorpusTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sentinel-corpus-");

    private LinearizabilityOptions Options => new() { Corpus = CorpusMode.ReadWrite, CorpusPath = folder.FullName, Runs = 20_000 };

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_failure_is_written_and_replayed_before_anything_is_generated()
    {
        var first = Linearizability.Run<UnguardedRegistrySpec>(Options);
        var second = Linearizability.Run<UnguardedRegistrySpec>(Options);

        Assert.True(File.Exists(first.Failure!.SavedTo));
        Assert.Equal(1, second.Replayed);
        Assert.Equal(0, second.Coverage.Programs);
        Assert.Equal(first.Failure.SavedTo, second.Failure!.SavedTo);
    }

    [Theory]
    [InlineData(typeof(UncontrollableSpec))]
    [InlineData(typeof(UncontrollableFromTheStartSpec))]
    public void What_cannot_be_controlled_is_no_failure_to_keep(Type spec)
    {
        var result = Linearizability.Run(spec, Options with { Runs = 10 });

        Assert.True(result.Passed, result.ToString());
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void A_file_holds_no_time_no_machine_and_sorted_keys()
    {
        var file = File.ReadAllText(Linearizability.Run<UnguardedRegistrySpec>(Options).Failure!.SavedTo!);

        Assert.DoesNotContain(Environment.MachineName, file, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", file, StringComparison.Ordinal);
        string[] keys = ["\"finding\"", "\"history\"", "\"program\"", "\"reproduction\"", "\"schedule\"", "\"schema\"", "\"sentence\"", "\"spec\"", "\"tier\""];
        var places = keys.Select(key => file.IndexOf("\n  " + key, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_fixed_bug_keeps_its_file_as_a_regression_test()
    {
        Plant("UnguardedRegistrySpec", "AsyncRegistrySpec", text => text.Replace("UnguardedRegistrySpec", "AsyncRegistrySpec", StringComparison.Ordinal));

        var result = Linearizability.Run<AsyncRegistrySpec>(Options with { Runs = 100 });

        Assert.True(result.Passed, result.ToString());
        Assert.Equal(1, result.Replayed);
    }

    [Fact]
    public void An_operation_that_is_gone_is_reported_by_name_with_the_file_and_what_to_do()
    {
        Plant("UnguardedRegistrySpec", "AsyncRegistrySpec", text => text
            .Replace("UnguardedRegistrySpec", "AsyncRegistrySpec", StringComparison.Ordinal)
            .Replace("\"op\": \"register\"", "\"op\": \"bump\"", StringComparison.Ordinal));

        var error = Assert.Throws<CounterexampleException>(() => Linearizability.Run<AsyncRegistrySpec>(Options));

        Assert.Contains(".json: AsyncRegistrySpec has no operation 'bump' (it has register)", error.Message, StringComparison.Ordinal);
        Assert.Contains("delete the file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_has_become_too_weak_is_noticed()
    {
        Plant("UnguardedRegistrySpec", "AsyncRegistrySpec", text => text
            .Replace("UnguardedRegistrySpec", "AsyncRegistrySpec", StringComparison.Ordinal)
            .Replace("\"outcome\": \"Returned\"", "\"outcome\": \"Failed\"", StringComparison.Ordinal));

        Assert.Contains(
            "accept the recorded history, which was a violation",
            Assert.Throws<CounterexampleException>(() => Linearizability.Run<AsyncRegistrySpec>(Options)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "this is no JSON")]
    [InlineData("{\"schema\": 1, ", "x.json:1:15: this is no JSON")]
    [InlineData("[]", "a JSON object was expected")]
    [InlineData("{}", "it has no 'schema'")]
    [InlineData("{\"schema\": 2}", "it says '2'")]
    [InlineData("{\"schema\": 1, \"spec\": 5}", "")]
    [InlineData("{\"schema\": 1, \"spec\": \"AsyncRegistrySpec\"}", "")]
    public void A_file_that_is_no_counterexample_is_an_error_with_its_path(string text, string expected)
    {
        var file = Path.Combine(folder.CreateSubdirectory("AsyncRegistrySpec").FullName, "x.json");
        File.WriteAllText(file, text);

        var error = Assert.Throws<CounterexampleException>(() => Linearizability.Run<AsyncRegistrySpec>(Options));

        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_corpus_stays_as_it_is_where_the_failure_is_found_under_real_threads()
    {
        var result = Linearizability.Run<WrongOutsideControlSpec>(Options with { Corpus = CorpusMode.ReadOnly, Mode = TestMode.Both, Runs = 10 });

        Assert.Equal("stress", result.Tier);
        Assert.NotNull(result.UnderControl);
        Assert.Empty(folder.EnumerateFileSystemInfos());
        Assert.Contains("TestResults", result.Failure!.SavedTo, StringComparison.Ordinal);
        Assert.Contains($"copy it to {Path.Combine(folder.FullName, "WrongOutsideControlSpec")} and commit it)", result.Failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_cannot_be_saved_is_reported_all_the_same()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "UnguardedRegistrySpec"), "a file where the folder should be");

        var failure = Linearizability.Run<UnguardedRegistrySpec>(Options).Failure!;

        Assert.Null(failure.SavedTo);
        Assert.Contains("NOT LINEARIZABLE", failure.Report, StringComparison.Ordinal);
        Assert.Contains("  Not saved  ", failure.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_in_both_tiers_replays_the_corpus_once()
    {
        Plant("UnguardedRegistrySpec", "AsyncRegistrySpec", text => text.Replace("UnguardedRegistrySpec", "AsyncRegistrySpec", StringComparison.Ordinal));
        List<SearchProgress> heard = [];

        Linearizability.Run<AsyncRegistrySpec>(Options with { Mode = TestMode.Both, Runs = 10 }, new Heard(heard));

        Assert.Single(heard, progress => progress.Activity == "replaying");
    }

    [Fact]
    public void A_configured_folder_that_does_not_exist_is_an_error_and_not_an_empty_corpus() =>
        Assert.Throws<CounterexampleException>(() => Linearizability.Run<AsyncRegistrySpec>(Options with { CorpusPath = Path.Combine(folder.FullName, "nowhere") }));

    private void Plant(string from, string to, Func<string, string> edit)
    {
        var saved = Linearizability.Run<UnguardedRegistrySpec>(Options).Failure!.SavedTo!;
        var text = edit(File.ReadAllText(saved));
        Directory.Delete(Path.Combine(folder.FullName, from), recursive: true);
        File.WriteAllText(Path.Combine(folder.CreateSubdirectory(to).FullName, Path.GetFileName(saved)), text);
    }

    private sealed class Heard(List<SearchProgress> all) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => all.Add(value);
    }
}
