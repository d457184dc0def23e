using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using FsCheck.Fluent;
using Sentinel.Checking;
using Sentinel.Formats.Bindings;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Stores.Specs.Requests;
using Sentinel.Testing;

namespace Sentinel.Benchmarks.Micro;

/// <summary>The inner loop of a property test: one small history after the other, by a checker that is warm. The request store's histories come from the real store under real threads.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class SmallHistories
{
    private const int Histories = 256;
    private Func<int> check = () => 0;

    [Params("counter", "register", "cas-register", "request store")]
    public string Model { get; set; } = "";

    [Params("2 x 3", "3 x 5")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var (processes, operations) = Size == "2 x 3" ? (2, 3) : (3, 5);
        if (Model == "request store")
        {
            var spec = new RequestStoreSpec();
            check = Checks(spec.Model, Recorded(spec, processes, operations));
        }
        else
        {
            check = Checks(Enumerable.Range(1, Histories).Select(seed => new GeneratedFile(Model, processes * operations, processes) { Seed = seed }.Load()).ToArray());
        }
    }

    [Benchmark(OperationsPerInvoke = Histories)]
    public int Check() => check();

    private static Func<int> Checks(LoadedHistory[] loaded) => Typed((dynamic)loaded[0], loaded);

    private static Func<int> Typed<TState, TInput, TOutput>(LoadedHistory<TState, TInput, TOutput> first, LoadedHistory[] all)
        where TState : notnull => Checks(first.TypedModel, [.. all.Select(loaded => ((LoadedHistory<TState, TInput, TOutput>)loaded).History)]);

    private static Func<int> Checks<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput>[] histories)
        where TState : notnull
    {
        QuickChecker<TState, TInput, TOutput> checker = new(model);
        return () =>
        {
            foreach (var history in histories)
            {
                if (checker.IsLinearizable(history) != true)
                {
                    throw new InvalidOperationException("These histories are linearizable.");
                }
            }

            return histories.Length;
        };
    }

    private static History<TCommand, TResult>[] Recorded<TSystem, TState, TCommand, TResult>(CommandSpec<TSystem, TState, TCommand, TResult> spec, int processes, int operations)
        where TSystem : class
        where TState : notnull
        where TCommand : notnull
    {
        ProgramGenerator<TCommand> generator = new(spec.Name, spec.Kinds);
        var branches = Gen.Choose(0, spec.Kinds.Count - 1).SelectMany(generator.OfKind).ArrayOf(operations).ArrayOf(processes);
        using StressRunner<TSystem, TState, TCommand, TResult> runner = new(spec, TimeSpan.FromMinutes(1));
        return
        [
            .. branches.Sample(Histories, 10).Select((program, number) =>
                runner.Run(new([], [.. program.Select(branch => ImmutableArray.Create(branch))], []), (ulong)number).History),
        ];
    }
}
