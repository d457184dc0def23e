using System.CommandLine;
using Sentinel.Cli.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Cli.Verbs;

/// <summary>The options that say how a file is read; every verb that reads histories has them.</summary>
internal sealed class HistoryOptions
{
    private readonly Option<string?> model = new("--model", "-m") { Description = "The model to check against; 'sentinel models' lists them", HelpName = "NAME" };
    private readonly Option<string?> initial = new("--initial") { Description = "What the object holds at first: JSON, EDN or a bare word", HelpName = "VALUE" };

    private readonly Option<string> failedCas = new("--failed-cas")
    {
        Description = "What :fail of a compare-and-set means in Jepsen histories: did-not-happen, or observed (completed, and the comparison was false)",
        HelpName = "MEANING",
        DefaultValueFactory = _ => "did-not-happen",
    };

    private readonly Option<string> format = new("--format") { Description = "auto, jsonl, edn or log", HelpName = "FORMAT", DefaultValueFactory = _ => "auto" };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="use">What the model is for, where the history is not checked.</param>
    public void AddTo(Command verb, string? use = null)
    {
        model.Description = use ?? model.Description;
        verb.Options.Add(model);
        verb.Options.Add(initial);
        verb.Options.Add(failedCas);
        verb.Options.Add(format);
    }

    /// <summary>What the user chose.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public HistorySource Read(ParseResult arguments)
    {
        var options = new LoadOptions
        {
            Initial = arguments.GetValue(initial) is { } text ? ParseInitial(text) : null,
            FailedCas = OptionText.Word<FailedCas>(
                "--failed-cas", arguments.GetRequiredValue(failedCas), ("did-not-happen", FailedCas.DidNotHappen), ("observed", FailedCas.Observed)),
        };
        var form = OptionText.Word<HistoryFormat>(
            "--format", arguments.GetRequiredValue(format),
            ("auto", HistoryFormat.Auto), ("jsonl", HistoryFormat.Jsonl), ("edn", HistoryFormat.Edn), ("log", HistoryFormat.Log));
        var source = new HistorySource(arguments.GetValue(model) is { } name ? ModelOption.Find(name) : null, form, options);
        source.CheckInitial();
        return source;
    }

    private static Value ParseInitial(string text)
    {
        try
        {
            return Value.Parse(text);
        }
        catch (FormatException error)
        {
            throw new UsageException($"--initial {text}: {error.Message}");
        }
    }
}
