using System.CommandLine;
using Sentinel.Formats;

namespace Sentinel.Cli;

/// <summary>Turns what is wrong with a command line into one line that says what was meant.</summary>
internal static class UsageErrors
{
    /// <summary>Makes sure that the command line makes sense.</summary>
    /// <exception cref="UsageException">It does not.</exception>
    public static void Check(ParseResult parsed, string[] args)
    {
        if (parsed.Action is HelpWithNotes)
        {
            return;
        }

        var command = parsed.CommandResult.Command;
        var path = command is RootCommand ? "sentinel" : $"sentinel {command.Name}";
        foreach (var option in args.TakeWhile(arg => arg != "--").Where(arg => arg.Length > 1 && arg[0] == '-' && IsTakenAsArgument(parsed, arg)))
        {
            var name = option.Split('=', ':')[0];
            var closest = name.Length == 2 ? null : Suggestion.Closest(name, command.Options.SelectMany(known => known.Aliases.Prepend(known.Name)));
            throw new UsageException($"unknown option '{name}'{DidYouMean(closest)}; see {path} --help");
        }

        if (parsed.UnmatchedTokens is [var unmatched, ..])
        {
            throw new UsageException(command is RootCommand && parsed.CommandResult.Tokens.Count == 0
                ? $"unknown verb '{unmatched}'{DidYouMean(Suggestion.Closest(unmatched, command.Subcommands.Select(verb => verb.Name)))}; see sentinel --help"
                : $"'{unmatched}' is one argument too many; see {path} --help");
        }

        if (parsed.Errors is [var error, ..])
        {
            throw new UsageException($"{error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; see {path} --help");
        }
    }

    /// <summary>The clause that suggests a word, empty where there is none to suggest.</summary>
    public static string DidYouMean(string? closest) => closest is null ? "" : $" (did you mean {closest}?)";

    private static bool IsTakenAsArgument(ParseResult parsed, string arg) =>
        parsed.UnmatchedTokens.Contains(arg) || parsed.CommandResult.Command.Arguments.Any(argument =>
            parsed.GetResult(argument) is { } result && result.Tokens.Any(token => token.Value == arg));
}
