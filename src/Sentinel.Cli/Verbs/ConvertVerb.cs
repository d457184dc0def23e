using System.CommandLine;
using Sentinel.Cli.Checking;
using Sentinel.Cli.Files;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Cli.Verbs;

/// <summary><c>sentinel convert</c>: any readable format to Sentinel JSONL.</summary>
internal sealed class ConvertVerb : Verb
{
    private const string Help = """
        Writes every event of a client; annotations (a nemesis, other lines of a log), times and error texts are left out. Pairs [key value] of independent
        keys become "key" and "value". With --failed-cas observed a :fail of a compare-and-set becomes an ok whose result is false.

        Examples:
          sentinel convert history.edn -o history.jsonl
          sentinel convert jepsen.log --model cas-register | sentinel check -
        """;

    private readonly CommandHost host;
    private readonly HistoryOptions history = new();
    private readonly Argument<string> file = new("FILE") { Description = "A recorded history; - is standard input" };
    private readonly Option<string?> output = new("--output", "-o") { Description = "Where to write; standard output if not given", HelpName = "FILE" };

    /// <summary>Makes the verb.</summary>
    public ConvertVerb(CommandHost host)
        : base("convert", "Converts a recorded history to Sentinel JSONL.", Help)
    {
        this.host = host;
        Arguments.Add(file);
        history.AddTo(this, "Named in the first line; the operations are not looked at");
        Options.Add(output);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        var path = arguments.GetRequiredValue(file);
        var source = history.Read(arguments);
        using var stream = HistorySource.Open(path, host, host.Interrupted);
        var reader = EventReader.Open(stream, path, source.Format);
        using var target = OutputFile.Open(arguments.GetValue(output), path, host);
        using (var writer = new EventWriter(target.Stream))
        {
            if ((source.Model?.Name ?? reader.Model) is { } model)
            {
                writer.WriteHeader(model);
            }

            Copy(reader, writer, source.Options.FailedCas == FailedCas.Observed && reader.FailedCasIsAmbiguous);
        }

        target.Complete();
        if (reader.Annotations > 0)
        {
            host.Error.WriteLine($"{path}: note: {reader.Annotations} annotations left out");
        }

        return ExitCode.Success;
    }

    private void Copy(EventReader reader, EventWriter writer, bool observeFailures)
    {
        while (reader.TryRead(out var recorded))
        {
            host.Interrupted.ThrowIfCancellationRequested();
            var isObserved = observeFailures && recorded.Type == EventType.Fail && string.Equals(recorded.Function, "cas", StringComparison.OrdinalIgnoreCase);
            writer.Write(isObserved ? recorded with { Type = EventType.Ok, Value = Value.Null, Result = Value.Of(false) } : recorded);
        }
    }
}
