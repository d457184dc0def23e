using System.CommandLine;
using Sentinel.Cli.Checking;

namespace Sentinel.Cli.Verbs;

/// <summary><c>sentinel check</c>: decides recorded histories.</summary>
internal sealed class CheckVerb : Verb
{
    private const string Help = """
        Prints one line a file, ok, violation or unknown, then a tab and the path; a violation is followed by its explanation.
        Results go to standard output, progress and notes to standard error. Files are only read.

        Formats: Sentinel JSONL, Jepsen or Knossos EDN (one map a line, or one vector or list), lines of a Jepsen log.
        Without --model the first line of a Sentinel JSONL file names the model: {"schema":1,"model":"register"}.

        Examples:
          sentinel check history.jsonl --model register
          sentinel check *.edn -m cas-register --initial 0 --timeout 30s
          sentinel check jepsen.log -m cas-register --failed-cas observed
          cat history.jsonl | sentinel check - -m kv --json


        """;

    private readonly CommandHost host;
    private readonly HistoryOptions history = new();
    private readonly CheckLimits limits = new();
    private readonly Argument<string[]> files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Recorded histories; - is standard input" };
    private readonly Option<bool> json = new("--json", "-j") { Description = "Print one JSON document" };
    private readonly Option<bool> ascii = new("--ascii") { Description = "Draw with ASCII only" };

    /// <summary>Makes the verb.</summary>
    public CheckVerb(CommandHost host)
        : base("check", "Checks whether recorded histories are linearizable.", Help + ExitCode.Help)
    {
        this.host = host;
        Arguments.Add(files);
        history.AddTo(this);
        limits.AddTo(this);
        Options.Add(json);
        Options.Add(ascii);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        string[] paths = arguments.GetRequiredValue(files);
        if (paths.Count(path => path == "-") > 1)
        {
            throw new UsageException("standard input (-) can be read once");
        }

        var workers = Math.Min(Environment.ProcessorCount, paths.Length);
        var job = new FileCheck(history.Read(arguments), limits.Read(arguments, workers, host), host);
        ICheckReport report = arguments.GetValue(json) ? new JsonCheckReport(host) : new TextCheckReport(host, arguments.GetValue(ascii));
        return CheckRun.Run(paths, job.Run, report, workers, host, () => job.Doing);
    }
}
