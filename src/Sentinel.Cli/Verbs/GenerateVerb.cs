using System.CommandLine;
using Sentinel.Cli.Files;
using Sentinel.Formats;
using Sentinel.Generating;
using Sentinel.Generating.Breaking;

namespace Sentinel.Cli.Verbs;

/// <summary><c>sentinel generate</c>: histories to measure and to test checkers with.</summary>
internal sealed class GenerateVerb : Verb
{
    private const string Help = """
        The history is linearizable by construction: one object is simulated, every operation takes effect on it at one moment between its invocation and its
        response, and an unknown one at any time after its invocation, or never. With --broken one answer is changed, or two are exchanged, so that no order
        explains the history; the argument is printed. Where chance has left no place for it, an operation with an impossible answer is added at the end.
        The same options give the same bytes. What was reached is printed on standard error.
        --busy is a mean over the moments between events. From one event to the next the number of processes inside an operation changes by one, so the mean is
        at least 0.5 / P and at most 1 - 0.5 / P: always 50 % with one process, 25 % to 75 % with two. A short history is not busy at its beginning and its end.
        A note on standard error tells where the mean misses what was asked for by 5 points or more.

        Examples:
          sentinel generate --model register --operations 1000 --processes 8 -o history.jsonl
          sentinel generate -m queue --operations 1000000 --processes 64 --seed 7 --broken -o broken.jsonl
          sentinel generate -m cas-register --operations 10000 --processes 16 --values 5 --unknown 0.01 | sentinel check -
        """;

    private readonly CommandHost host;
    private readonly Option<string> model = new("--model", "-m") { Required = true, Description = "The model; 'sentinel models' lists them", HelpName = "NAME" };
    private readonly Option<int> operations = new("--operations") { Description = "How many operations", DefaultValueFactory = _ => 1000, HelpName = "N" };
    private readonly Option<int> processes = new("--processes") { Description = "How many processes at a time", DefaultValueFactory = _ => 4, HelpName = "P" };
    private readonly Option<int> seed = new("--seed") { Description = "What chance draws from", DefaultValueFactory = _ => 1, HelpName = "S" };

    private readonly Option<double> reads = new("--reads")
    {
        Description = "Share of operations that read, or take an element out", DefaultValueFactory = _ => 0.5, HelpName = "SHARE",
    };

    private readonly Option<double> busy = new("--busy")
    {
        Description = "Share of processes that are inside an operation at any moment", DefaultValueFactory = _ => 0.8, HelpName = "SHARE",
    };

    private readonly Option<int?> keys = new("--keys")
    {
        Description = "How many keys, registers, or independent objects [default: kv 10, multi-register 3, others 1]", HelpName = "K",
    };

    private readonly Option<string> values = new("--values")
    {
        Description = "distinct: every value is written once, and kv deletes nothing; a number: as many different ones", DefaultValueFactory = _ => "distinct", HelpName = "N",
    };

    private readonly Option<double> unknown = new("--unknown") { Description = "Share of unknown outcomes, of operations that take no element out", HelpName = "SHARE" };

    private readonly Option<double> unknownRemovals = new("--unknown-removals")
    {
        Description = "Share of unknown outcomes, of operations that take an element out", HelpName = "SHARE",
    };

    private readonly Option<bool> broken = new("--broken") { Description = "Break the history in one place" };
    private readonly Option<string?> output = new("--output", "-o") { Description = "Where to write; standard output if not given", HelpName = "FILE" };

    /// <summary>Makes the verb.</summary>
    public GenerateVerb(CommandHost host)
        : base("generate", "Generates a history that is linearizable for certain, or broken for certain.", Help)
    {
        this.host = host;
        Option[] all = [model, operations, processes, seed, reads, busy, keys, values, unknown, unknownRemovals, broken, output];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        var options = Read(arguments);
        var (history, argument) = (HistoryGenerator.Generate(options), default(string));
        if (arguments.GetValue(broken))
        {
            (history, argument) = HistoryBreaker.Break(history, options.Model, options.Seed);
        }

        using var target = OutputFile.Open(arguments.GetValue(output), null, host);
        using (var writer = new EventWriter(target.Stream))
        {
            writer.WriteHeader(options.Model);
            foreach (var recorded in history.ToEvents())
            {
                host.Interrupted.ThrowIfCancellationRequested();
                writer.Write(recorded);
            }
        }

        target.Complete();
        Report(options, history, argument);
        return ExitCode.Success;
    }

    private void Report(GeneratorOptions options, GeneratedHistory history, string? argument)
    {
        var unknowns = history.Operations.Count(operation => operation.IsUnknown);
        var overlap = $"mean overlap {history.Busy * options.Processes:F2} of {options.Processes} processes ({history.Busy:P1} busy)";
        host.Error.WriteLine($"{options.Model}: {history.Operations.Count} operations, {unknowns} of them unknown, seed {options.Seed}; {overlap}");
        if (Math.Round(100 * Math.Abs(history.Busy - options.Busy)) >= 5)
        {
            host.Error.WriteLine($"note: --busy {options.Busy} was not reached; 'sentinel generate --help' tells why");
        }

        host.Error.WriteLine(argument is null ? "linearizable by construction" : $"broken: {argument}");
    }

    private GeneratorOptions Read(ParseResult arguments)
    {
        var name = ModelOption.Find(arguments.GetRequiredValue(model)).Name;
        return new()
        {
            Model = name,
            Operations = Whole("--operations", arguments.GetValue(operations), 1, 100_000_000),
            Processes = Whole("--processes", arguments.GetValue(processes), 1, 100_000),
            Seed = arguments.GetValue(seed),
            Reads = Share("--reads", arguments.GetValue(reads)),
            Busy = Share("--busy", arguments.GetValue(busy)),
            Keys = Whole("--keys", arguments.GetValue(keys) ?? (name == "kv" ? 10 : name == "multi-register" ? 3 : 1), 1, 10_000_000),
            Values = Values(arguments.GetRequiredValue(values)),
            Unknown = Share("--unknown", arguments.GetValue(unknown)),
            UnknownRemovals = Share("--unknown-removals", arguments.GetValue(unknownRemovals)),
        };
    }

    private static int Whole(string option, int number, int least, int most) =>
        number >= least && number <= most ? number : throw new UsageException($"{option} {number}: expected a number from {least} to {most}");

    private static double Share(string option, double share) =>
        share is >= 0 and <= 1 ? share : throw new UsageException($"{option} {share}: expected a share from 0 to 1");

    private static int? Values(string text) =>
        text == "distinct" ? null
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new UsageException($"--values {text}: expected distinct, or how many different values");
}
