using System.Globalization;
using System.Text.RegularExpressions;
using Sentinel.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;
using Sentinel.Generating;
using Sentinel.Generating.Breaking;

namespace Sentinel.Properties.Generating;

/// <summary>What <c>sentinel generate</c> claims of its histories, judged by the engine and by the reference checker.</summary>
public sealed class GeneratorTests
{
    // A thousand seeds a model with SENTINEL_NIGHTLY=1.
    private static readonly int Seeds = Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1" ? 1000 : 80;

    public static TheoryData<string> Models { get; } = [.. ModelBinding.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Small_histories_are_what_they_claim_to_be(string model)
    {
        HashSet<string> arguments = [];
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var options = Small(model, seed);
            var correct = Load(HistoryGenerator.Generate(options), model);
            Assert.True(ByReference(correct), $"{options}: the reference checker refutes it");
            Assert.True(correct.Check() is Verdict.Linearizable, $"{options}: the engine refutes it");

            var (history, argument) = HistoryBreaker.Break(HistoryGenerator.Generate(options), model, seed);
            var broken = Load(history, model);
            Assert.False(ByReference(broken), $"{options}: the reference checker accepts it; {argument}");
            Assert.True(broken.Check() is Verdict.NotLinearizable, $"{options}: the engine accepts it; {argument}");
            arguments.Add(argument[(argument.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(" 0123456789.".ToCharArray())[..12]);
        }

        // A break at the end is the last resort, not the rule.
        Assert.True(arguments.Count > 1, string.Join("; ", arguments));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Longer_histories_are_what_they_claim_to_be(string model)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var options = new GeneratorOptions { Model = model, Operations = 300, Processes = 4, Seed = seed, Keys = model == "kv" ? 5 : 2, Unknown = 0.01 };
            Assert.IsType<Verdict.Linearizable>(Load(HistoryGenerator.Generate(options), model).Check());
            Assert.IsType<Verdict.NotLinearizable>(Load(HistoryBreaker.Break(HistoryGenerator.Generate(options), model, seed).History, model).Check());
        }
    }

    [Theory]
    [InlineData("queue", @"^(p\d+ dequeue) → (\d+) and then (p\d+ dequeue) → (\d+): each was put in once, \4 before \2, since p\d+ enqueue \4 had ended when p\d+ enqueue \2 began; ")]
    [InlineData("stack", @"^(p\d+ pop) → (\d+) and then (p\d+ pop) → (\d+): each was put in once, \4 on top of \2, since p\d+ push \2 had ended when p\d+ push \4 began; p\d+ push \4 had")]
    [InlineData("priority-queue", @"^(p\d+ deletemin) → (\d+) and then (p\d+ deletemin) → (\d+): each was put in once, \4 is less than \2, and p\d+ insert \4 had ended when ")]
    public void The_argument_of_a_broken_order_names_what_was_put_in_and_it_holds(string model, string form)
    {
        var orders = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var options = new GeneratorOptions { Model = model, Operations = 100, Processes = 3, Seed = seed };
            var (history, argument) = HistoryBreaker.Break(HistoryGenerator.Generate(options), model, seed);
            if (argument.Contains("more operations return", StringComparison.Ordinal))
            {
                continue;
            }

            orders++;
            var match = Regex.Match(argument, form);
            Assert.True(match.Success, argument);

            // What the sentence says of the events is so in the history.
            var (lateIn, lateOut) = Find(match.Groups[4].Value, match.Groups[3].Value);
            var (earlyIn, earlyOut) = Find(match.Groups[2].Value, match.Groups[1].Value);
            Assert.True(earlyOut.Interval.Precedes(lateOut.Interval), argument);
            Assert.True(model != "queue" ? lateIn.Interval.Precedes(earlyOut.Interval) : lateIn.Interval.Precedes(earlyIn.Interval), argument);
            Assert.True(model != "stack" || earlyIn.Interval.Precedes(lateIn.Interval), argument);
            Assert.True(model != "priority-queue" || int.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture) < int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), argument);

            (GeneratedOperation PutIn, GeneratedOperation TakeOut) Find(string element, string removal) => (
                Assert.Single(history.Operations, operation => operation.Call.Argument.ToString() == element),
                Assert.Single(history.Operations, operation => operation.ToString() == $"{removal} → {element}"));
        }

        Assert.True(orders >= 5, $"only {orders} orders were broken");
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    public void The_overlap_that_is_asked_for_is_reached_and_measured(double busy)
    {
        foreach (var model in ModelBinding.All.Select(binding => binding.Name))
        {
            foreach (var processes in (int[])[1, 2, 4, 8, 64])
            {
                var options = new GeneratorOptions { Model = model, Operations = 3000, Processes = processes, Busy = busy, Unknown = 0.02, Keys = 3 };
                var history = HistoryGenerator.Generate(options);
                var measured = MeanOpen(history) / processes;
                Assert.Equal(measured, history.Busy, 6);

                // From event to event the number of open operations changes by one: it can be neither zero nor all of them all the time.
                var possible = Math.Clamp(busy, 0.5 / processes, 1 - (0.5 / processes));
                Assert.InRange(measured, possible - 0.05, possible + 0.05);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Options_are_kept(string model)
    {
        var options = new GeneratorOptions { Model = model, Operations = 4000, Processes = 5, Seed = 3, Reads = 0.3, Unknown = 0.1, UnknownRemovals = 0.1, Values = 4, Keys = 2 };
        var history = HistoryGenerator.Generate(options);
        Assert.Equal(4000, history.Operations.Count);
        Assert.InRange(history.Operations.Count(operation => operation.IsUnknown), 300, 500);
        if (model is not ("mutex" or "multi-register"))
        {
            string[] reads = ["read", "get", "contains", "dequeue", "pop", "deletemin"];
            Assert.InRange(history.Operations.Count(operation => reads.Contains(operation.Call.Function)), 1100, 1300);
        }

        // An operation never follows an unknown one of its process, and at most as many are open as there are processes.
        Assert.Equal(4000, Load(history, model).Count);
        Assert.True(MeanOpen(history) <= 5);
    }

    [Fact]
    public void The_same_options_give_the_same_history()
    {
        var options = new GeneratorOptions { Model = "queue", Operations = 200, Processes = 4, Seed = 9, Unknown = 0.1 };
        Assert.Equal(HistoryGenerator.Generate(options).ToEvents(), HistoryGenerator.Generate(options).ToEvents());
        Assert.NotEqual(HistoryGenerator.Generate(options).ToEvents(), HistoryGenerator.Generate(options with { Seed = 10 }).ToEvents());
    }

    [Fact]
    public void Distinct_values_are_distinct()
    {
        foreach (var (model, put) in ((string, string)[])[("register", "write"), ("queue", "enqueue"), ("priority-queue", "insert"), ("set", "add")])
        {
            var history = HistoryGenerator.Generate(new() { Model = model, Operations = 3000, Processes = 4 });
            var values = history.Operations.Where(operation => operation.Call.Function == put).Select(operation => operation.Call.Argument).ToList();
            Assert.Equal(values.Count, values.Distinct().Count());
        }
    }

    private static GeneratorOptions Small(string model, int seed) => new()
    {
        Model = model,
        Operations = 1 + (seed * 7 % 12),
        Processes = 2 + (seed % 3),
        Seed = seed,
        Busy = 0.3 + (seed % 7 / 10.0),
        Keys = seed % 4 == 0 ? 2 : 1,
        Values = seed % 3 == 0 ? 2 : null,
        Unknown = seed % 2 == 0 ? 0.2 : 0,
        UnknownRemovals = seed % 5 == 0 ? 0.2 : 0,
    };

    private static double MeanOpen(GeneratedHistory history)
    {
        var (open, sum) = (0, 0.0);
        foreach (var recorded in history.ToEvents())
        {
            open += recorded.Type == EventType.Invoke ? 1 : -1;
            sum += open;
        }

        return sum / history.Events;
    }

    private static LoadedHistory Load(GeneratedHistory history, string model)
    {
        using var stream = new MemoryStream(Formats.Events.Write(history.ToEvents()));
        return ModelBinding.Find(model)!.Load(EventReader.Open(stream, "generated", HistoryFormat.Jsonl));
    }

    private static bool ByReference(LoadedHistory loaded)
    {
        dynamic typed = loaded;
        return ReferenceChecker.IsLinearizable(typed.History, typed.TypedModel);
    }
}
