using Sentinel.Checking;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>A model with the small world of inputs and outputs that its random histories are made of.</summary>
internal abstract class ModelCase
{
    public abstract string Name { get; }

    /// <summary>Draws a history, and compares what the engine says with what the reference says.</summary>
    /// <returns>Whether the history is linearizable, and the disagreement, if there is one.</returns>
    public abstract (bool Expected, string? Fault) Compare(Random random, HistoryShape shape, CheckOptions options);

    /// <summary>See <see cref="ModelLaws"/>.</summary>
    public abstract string? FindLawBreach();

    /// <summary>Compares the quick checker, used again and again, with the reference.</summary>
    public abstract string? CompareQuick(Random random, int histories);

    /// <summary>Compares what monitors say with what the search says.</summary>
    /// <returns>Whether a monitor decided, whether the history is linearizable, and the disagreement, if there is one.</returns>
    public abstract (bool IsMonitored, bool Expected, string? Fault) CompareMonitor(Random random, HistoryShape shape);

    /// <summary>Compares what no reachable state accepts with what the reference says.</summary>
    /// <returns>Whether the history is linearizable, whether it was refuted, and what is wrong with that, if anything is.</returns>
    public abstract (bool Expected, bool IsRefuted, string? Fault) CompareReachability(Random random, HistoryShape shape);

    public override string ToString() => Name;

    public static CheckOptions With(Reductions reductions) => CheckOptions.Default with { Reductions = reductions, UseMonitors = false };
}

/// <inheritdoc/>
internal sealed class ModelCase<TState, TInput, TOutput>(
    Model<TState, TInput, TOutput> model, TInput[] inputs, Func<TInput, TOutput[]> outputsOf, string? name = null) : ModelCase
    where TState : notnull
{
    public override string Name => name ?? model.Name;

    public Model<TState, TInput, TOutput> Model => model;

    public IReadOnlyList<TInput> Inputs => inputs;

    public Func<TInput, TOutput[]> OutputsOf => outputsOf;

    public History<TInput, TOutput> Draw(Random random, HistoryShape shape) => new HistoryGenerator<TState, TInput, TOutput>(model, r => inputs[r.Next(inputs.Length)], outputsOf).Next(random, shape);

    public override (bool Expected, string? Fault) Compare(Random random, HistoryShape shape, CheckOptions options)
    {
        var history = Draw(random, shape);
        var expected = ReferenceChecker.IsLinearizable(history, model);
        return (expected, Disagreement(history, expected, options));
    }

    public override (bool IsMonitored, bool Expected, string? Fault) CompareMonitor(Random random, HistoryShape shape)
    {
        var history = Draw(random, shape);
        var expected = LinearizabilityChecker.Check(history, model, With(Reductions.All)) is Verdict.Linearizable;
        Budget budget = new();
        budget.Start(CheckOptions.Default, CancellationToken.None);
        return (model.Monitor?.Decide(history, [.. Enumerable.Range(0, history.Count).Where(i => Partitioner.Constrains(history[i], model))], budget).IsLinearizable is not null,
            expected, Disagreement(history, expected, CheckOptions.Default));
    }

    public override (bool Expected, bool IsRefuted, string? Fault) CompareReachability(Random random, HistoryShape shape)
    {
        var history = Draw(random, shape);
        var expected = ReferenceChecker.IsLinearizable(history, model);
        Budget budget = new();
        budget.Start(CheckOptions.Default, CancellationToken.None);
        PartitionSearch<TState, TInput, TOutput> search = new(model, budget, Reductions.All);
        search.Decide(history, [.. Enumerable.Range(0, history.Count).Where(i => Partitioner.Constrains(history[i], model))]);
        if (search.FindUnreachable() is not var (index, met))
        {
            return (expected, false, null);
        }

        var operation = history[index];
        var isAccepted = met.Any(state => model.NextStates(state, operation.Input, operation.Outcome).Any());
        return (expected, true, expected || isAccepted || met.Count == 0 ? $"{Name}: {operation} is called impossible in {string.Join(", ", met.Select(model.DescribeState))}\n{history}" : null);
    }

    public override string? FindLawBreach() =>
        ModelLaws.FindBreach(model, [.. inputs.Distinct().SelectMany(input => outputsOf(input).Select(value => (input, value)))]);

    public override string? CompareQuick(Random random, int histories)
    {
        QuickChecker<TState, TInput, TOutput> checker = new(model);
        for (var i = 0; i < histories; i++)
        {
            var history = Draw(random, new() { MaxOperations = i % 50 == 0 ? 40 : 9, UnknownShare = 0.1 });
            if (history.Count <= 9 && checker.IsLinearizable(history) != ReferenceChecker.IsLinearizable(history, model))
            {
                return $"{Name}: the quick checker and the reference disagree on\n{history}";
            }

            if (history.Count > 9 && checker.IsLinearizable(history) != LinearizabilityChecker.Check(history, model) is Verdict.Linearizable)
            {
                return $"{Name}: the quick checker and the checker disagree on\n{history}";
            }
        }

        return null;
    }

    public string? Disagreement(History<TInput, TOutput> history, bool expected, CheckOptions options)
    {
        try
        {
            var verdict = LinearizabilityChecker.Check(history, model, options);
            return (verdict is Verdict.Linearizable) == expected && verdict is not Verdict.Inconclusive
                ? null
                : $"{Name}: the reference says {expected}, the engine {verdict.GetType().Name}\n{history}";
        }
        catch (InvalidOperationException fault)
        {
            return $"{Name}: {fault.Message}\n{history}";
        }
    }
}
