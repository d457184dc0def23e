using System.CommandLine;
using Sentinel.Cli.Testing;
using Sentinel.Testing;

namespace Sentinel.Cli.Verbs;

/// <summary><c>sentinel replay</c>: runs a counterexample again.</summary>
internal sealed class ReplayVerb : Verb
{
    private const string Help = """
        Runs the program of a counterexample again and says how often it failed. What was found under control fails every time; what was
        found under real threads is run some hundred times, and its rate is measured. The same in a test: SENTINEL_REPLAY=TOKEN dotnet test

        Examples:
          sentinel replay s1.R2S4FYXMMQ6DMAyF...
          sentinel replay Counterexamples/RequestStoreSpec/03b39a382ac1.json
          sentinel replay Counterexamples/SeatMapSpec/7be4f1f8be75.json --assembly bin/Debug/net10.0/My.Tests.dll

        Exit codes: 1 it failed again, 0 it did not, 2 the counterexample can't be used, 130 interrupted.
        """;

    private readonly CommandHost host;
    private readonly Argument<string> what = new("TOKEN-or-FILE") { Description = "A replay token, or a counterexample file" };
    private readonly Option<string?> assembly = new("--assembly") { Description = "The test assembly that holds the spec, where it is not one of the stores", HelpName = "FILE" };

    /// <summary>Makes the verb.</summary>
    public ReplayVerb(CommandHost host)
        : base("replay", "Runs a counterexample again and measures how often it fails.", Help)
    {
        this.host = host;
        Arguments.Add(what);
        Options.Add(assembly);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        var text = arguments.GetRequiredValue(what);
        var token = File.Exists(text) ? Counterexample.Load(text).Token : ParseToken(text);
        var spec = SpecFinder.Find(token.Spec, arguments.GetValue(assembly));
        var result = Linearizability.Replay(spec, token, cancellationToken: host.Interrupted);
        host.Output.WriteLine(result.ToString().TrimEnd());
        return host.Interrupted.IsCancellationRequested ? ExitCode.Interrupted
            : result.Failure is not null ? ExitCode.Violation
            : result.Undecided > 0 ? ExitCode.Inconclusive
            : ExitCode.Success;
    }

    private static ReplayToken ParseToken(string text)
    {
        try
        {
            return ReplayToken.Parse(text);
        }
        catch (CounterexampleException error)
        {
            if (text.StartsWith("s1.", StringComparison.Ordinal))
            {
                throw new UsageException(error.Message);
            }

            var shown = text.Length > 60 ? text[..60] + "…" : text;
            throw new UsageException($"'{shown}' is no file that exists, and {error.Message}");
        }
    }
}
