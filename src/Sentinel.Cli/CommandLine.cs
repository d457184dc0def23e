using System.CommandLine;
using Sentinel.Cli.Verbs;
using Sentinel.Formats;
using Sentinel.Testing;

namespace Sentinel.Cli;

/// <summary>The <c>sentinel</c> command: finds the verb, runs it, and turns whatever goes wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command with streams and texts, as a test does.</summary>
    public static int Run(string[] args, Stream stdin, TextWriter stdout, TextWriter stderr, CancellationToken cancellationToken = default) =>
        Run(args, new CommandHost { Input = stdin, Output = stdout, Error = stderr, Interrupted = cancellationToken });

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, CommandHost host)
    {
        try
        {
            return Invoke(args, host);
        }
        catch (UsageException error)
        {
            host.Error.WriteLine($"sentinel: {error.Message}");
            return ExitCode.Usage;
        }
        catch (Exception error) when (error is CounterexampleException or SystemUnderTestException or CannotControlException)
        {
            host.Error.WriteLine($"sentinel: {error.Message}");
            return ExitCode.Usage;
        }
        catch (HistoryFormatException error)
        {
            host.Error.WriteLine(error.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (host.Interrupted.IsCancellationRequested)
        {
            host.Error.WriteLine("sentinel: interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            host.Error.WriteLine(InternalError(error));
            return ExitCode.Internal;
        }
    }

    /// <summary>The one line about a mistake of our own.</summary>
    public static string InternalError(Exception error) =>
        $"sentinel: internal error, please report it: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}";

    private static int Invoke(string[] args, CommandHost host)
    {
        var root = new RootCommand("Tests concurrent stores for linearizability, and checks recorded concurrent histories.");
        foreach (var verb in Verb.All(host))
        {
            root.Subcommands.Add(verb);
        }

        HelpWithNotes.Install(root);
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, configuration);
        UsageErrors.Check(parsed, args);
        return parsed.Invoke(new() { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
