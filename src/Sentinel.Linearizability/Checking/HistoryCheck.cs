using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking;

/// <summary>One check: partitions, decides each, and puts the verdict together.</summary>
/// <remarks>
/// <para>Several threads take the partitions in their order. Who comes first makes no difference: the results are gone through in that order, as if they had
/// been found one after the other. The first violation is the verdict, whatever was found behind it; a thread that works behind it is told to stop, one
/// before it goes on. The configurations are added up in the order too, and the partition at which they exceed the limit is the one that
/// was not decided. Only the limits of time and memory, and the caller's wish to stop, depend on how fast the machine is.</para>
/// </remarks>
internal sealed class HistoryCheck<TState, TInput, TOutput>
    where TState : notnull
{
    // Below this many operations other threads would come too late to help.
    private const int FewOperations = 1_000;

    private readonly History<TInput, TOutput> history;
    private readonly Model<TState, TInput, TOutput> model;
    private readonly CheckOptions options;
    private readonly Budget budget = new();
    private readonly SortedSet<string> deciders = new(StringComparer.Ordinal);
    private List<Partition> partitions = [];
    private PartitionResult?[] results = [];
    private ExceptionDispatchInfo?[] errors = [];
    private PartitionLane<TState, TInput, TOutput>?[] laneOf = [];
    private long configurations;
    private long states;
    private int next = -1;
    private int last;

    public HistoryCheck(
        History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckOptions options, CancellationToken cancellationToken)
    {
        this.history = history;
        this.model = model;
        this.options = options;
        budget.Start(options, cancellationToken);
    }

    public Verdict Run()
    {
        try
        {
            partitions = Partitioner.Split(history, model, budget);
            DecideAll();
            return FindFailed() is { } failed ? Failed(failed) : Verified();
        }
        catch (LimitReachedException)
        {
            return Undecided(budget.Reached!.Value, "while the whole history was gone through.");
        }
        catch (OutOfMemoryException)
        {
            return Undecided(Limit.Memory, "while the whole history was gone through.");
        }
    }

    /// <summary>The verdict on each partition that has another one than linearizable.</summary>
    public ImmutableArray<Verdict> FindAll()
    {
        var whole = Run();
        if (whole is Verdict.Linearizable)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<Verdict>();
        PartitionLane<TState, TInput, TOutput> lane = new(history, model, options, budget, () => false);
        for (var i = 0; i < partitions.Count; i++)
        {
            if (results[i] is { IsLinearizable: true })
            {
                continue;
            }

            var result = lane.Decide(partitions[i]);
            var statistics = Statistics() with { Partitions = 1, Configurations = result.Configurations, States = result.States, DecidedBy = result.DecidedBy };
            if (result.IsViolation)
            {
                found.Add(new Verdict.NotLinearizable(lane.Explain(), statistics));
            }
            else if (!result.IsLinearizable)
            {
                found.Add(Undecided(result.Reached!.Value, lane.Hint(), statistics));
            }
        }

        // Each may be fine within a limit that all together go over.
        return found.Count > 0 ? found.ToImmutable() : [whole];
    }

    private void DecideAll()
    {
        results = new PartitionResult?[partitions.Count];
        errors = new ExceptionDispatchInfo?[partitions.Count];
        laneOf = new PartitionLane<TState, TInput, TOutput>?[partitions.Count];
        last = partitions.Count - 1;
        var lanes = history.Count < FewOperations ? 1 : Math.Min(options.MaxParallelism, partitions.Count);
        if (lanes == 1)
        {
            RunLane();
        }
        else
        {
            Parallel.For(0, lanes, new() { MaxDegreeOfParallelism = lanes }, _ => RunLane());
        }
    }

    private void RunLane()
    {
        var present = 0;
        PartitionLane<TState, TInput, TOutput> lane = new(history, model, options, budget, () => present > Volatile.Read(ref last));
        while ((present = Interlocked.Increment(ref next)) <= Volatile.Read(ref last))
        {
            laneOf[present] = lane;
            try
            {
                results[present] = lane.Decide(partitions[present]);
            }
            catch (Exception error)
            {
                // Of the model, or a contradiction; the caller gets the first in the order.
                errors[present] = ExceptionDispatchInfo.Capture(error);
            }

            if (results[present] is not { IsLinearizable: true })
            {
                StopBehind(present);
                return;
            }
        }
    }

    private void StopBehind(int partition)
    {
        for (var seen = Volatile.Read(ref last); partition < seen; seen = Volatile.Read(ref last))
        {
            Interlocked.CompareExchange(ref last, partition, seen);
        }
    }

    // The first in the order that is not linearizable, or not decided.
    private int? FindFailed()
    {
        for (var i = 0; i < partitions.Count; i++)
        {
            errors[i]?.Throw();
            var result = results[i]!.Value;
            configurations += result.Configurations;
            states += result.States;
            deciders.Add(result.DecidedBy);
            if (configurations > options.MaxStates || !result.IsLinearizable)
            {
                return i;
            }
        }

        return null;
    }

    private Verdict Failed(int failed)
    {
        if (configurations > options.MaxStates)
        {
            return Undecided(Limit.States, results[failed]!.Value.Reached is null ? $"with {failed} of {partitions.Count} keys decided." : laneOf[failed]!.Hint());
        }

        // A violation outranks what was not decided before it.
        var violation = Array.FindIndex(results, failed, result => result is { IsViolation: true });
        if (violation < 0)
        {
            return Undecided(results[failed]!.Value.Reached!.Value, laneOf[failed]!.Hint());
        }

        var statistics = Statistics();
        var why = laneOf[violation]!.Explain();
        return new Verdict.NotLinearizable(why, statistics with { Explaining = budget.Elapsed - statistics.Elapsed });
    }

    private Verdict.Linearizable Verified()
    {
        Linearization witness = new(ImmutableArray.Create(WitnessMerger.Merge(history, results.Select(result => result!.Value.Order!).ToList())));
        return WitnessVerifier.FindFault(history, model, witness.Order.AsSpan(), budget) is { } fault
            ? throw new InvalidOperationException($"{LinearizabilityChecker.ContradictionMessage} {fault}")
            : new Verdict.Linearizable(witness, Statistics());
    }

    private Verdict.Inconclusive Undecided(Limit limit, string where, CheckStatistics? statistics = null)
    {
        var reached = limit switch
        {
            Limit.Time => $"The time limit of {options.Timeout.TotalSeconds:0.###} s was reached",
            Limit.States => $"The limit of {options.MaxStates} configurations was reached",
            Limit.Memory => $"The memory limit of {options.MaxMemoryBytes >> 20} MiB was reached",
            _ => "The check was cancelled",
        };
        return new(limit, $"{reached} {where} Fewer processes or operations a history, keys that split it, or a higher limit may decide it.", statistics ?? Statistics());
    }

    private CheckStatistics Statistics() => new()
    {
        Operations = history.Count,
        Partitions = partitions.Count,
        Configurations = configurations,
        States = states,
        DecidedBy = deciders.Count == 0 ? "search" : string.Join(", ", deciders),
        Elapsed = budget.Elapsed,
    };
}
