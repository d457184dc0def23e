using System.CommandLine;
using Sentinel.Cli.Checking;
using Sentinel.Cli.Explaining;

namespace Sentinel.Cli.Verbs;

/// <summary><c>sentinel explain</c>: the whole story of one history, as prose.</summary>
internal sealed class ExplainVerb : Verb
{
    private const string Help = """
        Prints Markdown: the verdict, how every shown operation was read, an order that explains a linearizable history, or why no order
        explains the other. The exit code is that of check. Of a counterexample file it tells what was found and how to run it again.

        Examples:
          sentinel explain history.jsonl --model register
          sentinel explain jepsen.log -m cas-register > report.md
          sentinel explain Counterexamples/SeatMapSpec/7be4f1f8be75.json
        """;

    private readonly CommandHost host;
    private readonly HistoryOptions history = new();
    private readonly CheckLimits limits = new();
    private readonly Argument<string> file = new("FILE") { Description = "A recorded history (- is standard input), or a counterexample file" };
    private readonly Option<bool> ascii = new("--ascii") { Description = "Draw with ASCII only" };

    /// <summary>Makes the verb.</summary>
    public ExplainVerb(CommandHost host)
        : base("explain", "Explains in prose why a recorded history is linearizable or not.", Help)
    {
        this.host = host;
        Arguments.Add(file);
        history.AddTo(this);
        limits.AddTo(this);
        Options.Add(ascii);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        var path = arguments.GetRequiredValue(file);
        if (CounterexampleStory.TryLoad(path) is { } counterexample)
        {
            Print(CounterexampleStory.Of(counterexample, path));
            return ExitCode.Success;
        }

        var result = new FileCheck(history.Read(arguments), limits.Read(arguments, workers: 1, host), host).Run(path);
        if (result.Error is not null)
        {
            new TextCheckReport(host, arguments.GetValue(ascii)).Add(result);
            return result.ExitCode;
        }

        Print(Story.Of(result, arguments.GetValue(ascii)));
        return result.ExitCode;
    }

    private void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            host.Output.WriteLine(line);
        }
    }
}
