using Sentinel.Testing;

namespace Sentinel.Cli.Explaining;

/// <summary>A counterexample file of a test, told in Markdown.</summary>
internal static class CounterexampleStory
{
    /// <summary>The file as a counterexample.</summary>
    /// <returns><see langword="null"/> where it is none; it may be a history then.</returns>
    public static Counterexample? TryLoad(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
        {
            return null;
        }

        try
        {
            return Counterexample.Load(path);
        }
        catch (CounterexampleException)
        {
            return null;
        }
    }

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(Counterexample counterexample, string path) =>
    [
        $"# {counterexample.Spec}: {counterexample.Finding}",
        "",
        $"**{counterexample.Sentence}**",
        "",
        $"The program below failed {counterexample.Reproduction} times when it was run again; the recorded history in it is the proof.",
        "",
        "```json",
        .. counterexample.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'),
        "```",
        "",
        $"Again: `sentinel replay {path}`, or `SENTINEL_REPLAY={counterexample.Token} dotnet test`",
    ];
}
