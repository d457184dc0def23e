using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Sentinel.Cli.Verbs;

namespace Sentinel.Cli;

/// <summary>The help of a verb, followed by its examples.</summary>
internal sealed class HelpWithNotes(HelpAction inner) : SynchronousCommandLineAction
{
    private const string RootExamples = """
        Examples:
          sentinel test --for 30s
          sentinel check history.jsonl --model register
          sentinel check *.edn -m cas-register --json
          sentinel models
        """;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts the examples behind every help text of a command.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithNotes((HelpAction)help.Action!);
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = inner.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(
            parseResult.CommandResult.Command is Verb verb ? verb.Notes : RootExamples + Environment.NewLine + Environment.NewLine + ExitCode.Help);
        return result;
    }
}
