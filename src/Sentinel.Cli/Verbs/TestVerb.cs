using System.CommandLine;
using Sentinel.Cli.Testing;
using Sentinel.Scheduling;
using Sentinel.Stores.Specs;
using Sentinel.Testing;

namespace Sentinel.Cli.Verbs;

/// <summary><c>sentinel test</c>: the main job.</summary>
internal sealed class TestVerb : Verb
{
    private const string Help = """
        Generates random concurrent programs, runs them against a store, records every invocation and response, and checks that every
        recorded history is linearizable and obeys the state machine. First a fifth of the programs runs under control: a scheduler
        decides at every access that counts, and what fails replays exactly. Then all run under real threads. It stops at a store's
        first failure, shrinks it, saves it under Counterexamples/ in the current folder, and prints the token that replays it.

        The same seed gives the same programs; what the threads make of them differs from run to run.

        Examples:
          sentinel test
          sentinel test --store requests --for 30s --seed 7
          sentinel test --processes 4 --operations 8 --runs 100000 --json


        """;

    private readonly CommandHost host;
    private readonly Option<string> store = new("--store") { HelpName = "NAME", DefaultValueFactory = _ => "all" };

    private readonly Option<string> backend = new("--backend")
    {
        Description = "Where the store keeps its records: memory", HelpName = "NAME", DefaultValueFactory = _ => "memory",
    };

    private readonly Option<string> mode = new("--mode")
    {
        Description = "How concurrency is made: controlled (by a scheduler), stress (real threads), or both", HelpName = "MODE", DefaultValueFactory = _ => "both",
    };

    private readonly Option<int> runs = new("--runs") { Description = "Programs for each store", HelpName = "N", DefaultValueFactory = _ => 10_000 };
    private readonly Option<string?> time = new("--for") { Description = "Go on for this long for each store, instead of --runs", HelpName = "TIME" };
    private readonly Option<ulong> seed = new("--seed") { Description = "Decides the programs", HelpName = "S", DefaultValueFactory = _ => 1 };
    private readonly Option<int> processes = new("--processes") { Description = "Most parallel branches of a program, 2 to 64", HelpName = "P", DefaultValueFactory = _ => 3 };
    private readonly Option<int> operations = new("--operations") { Description = "Most operations of a branch", HelpName = "N", DefaultValueFactory = _ => 5 };
    private readonly Option<bool> json = new("--json", "-j") { Description = "Print one JSON document" };

    /// <summary>Makes the verb.</summary>
    public TestVerb(CommandHost host)
        : base("test", "Tests the stores: generates concurrent programs, runs, records, checks and shrinks.", Help + ExitCode.Help)
    {
        this.host = host;
        store.Description = $"Which store: {string.Join(", ", StoreSpecs.All.Select(entry => entry.Store))}, or all";
        Option[] all = [store, backend, mode, runs, time, seed, processes, operations, json];
        Array.ForEach(all, Options.Add);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        OptionText.Word("--backend", arguments.GetRequiredValue(backend), ("memory", 0));
        var chosen = arguments.GetRequiredValue(store);
        var options = SearchOptions(arguments);
        var specs = OptionText.Word("--store", chosen, [.. StoreSpecs.All.Select(entry => (entry.Store, new[] { entry })), ("all", StoreSpecs.All.ToArray())]);
        ITestReport report = arguments.GetValue(json) ? new JsonTestReport(host) : new TextTestReport(host);
        return new StoreTest(host, options, report).Run(specs);
    }

    private LinearizabilityOptions SearchOptions(ParseResult arguments)
    {
        try
        {
            return new()
            {
                Corpus = CorpusMode.Off,
                Mode = OptionText.Word<TestMode>(
                    "--mode", arguments.GetRequiredValue(mode), ("controlled", TestMode.Controlled), ("stress", TestMode.Stress), ("both", TestMode.Both)),
                DataRaces = DataRaceMode.Fail,
                Runs = arguments.GetValue(runs),
                For = arguments.GetValue(time) is { } text ? OptionText.Duration("--for", text) : null,
                Seed = arguments.GetValue(seed),
                Size = new() { Processes = arguments.GetValue(processes), Operations = arguments.GetValue(operations) },
            };
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new UsageException($"--runs, --processes or --operations is out of range: {error.Message.ReplaceLineEndings(" ")}");
        }
    }
}
