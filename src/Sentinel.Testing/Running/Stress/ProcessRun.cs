using System.Collections.Immutable;
using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>The work of one process of a run: executes commands one after the other and records them.</summary>
internal sealed class ProcessRun<TSystem, TState, TCommand, TResult>(
    CommandSpec<TSystem, TState, TCommand, TResult> spec, HistoryRecorder<TCommand, TResult> history, int steps)
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private readonly List<CompletedCall<TCommand, TResult>> completed = new(steps);
    private ProcessRecorder<TCommand, TResult> recorder = history.AddProcess(steps);
    private TCommand? current;
    private volatile bool executing;

    /// <summary>What it is doing: for a report on a run that hung.</summary>
    public string Place => executing ? $"inside {current}, which never returned" : "between operations";

    /// <summary>Takes over what the prefix did.</summary>
    public void StartAfter(ProcessRun<TSystem, TState, TCommand, TResult> first, int prefix)
    {
        for (var i = 0; i < prefix; i++)
        {
            completed.Add(first.completed[i]);
        }
    }

    public void Execute(TSystem system, ImmutableArray<TCommand> commands, ref Noise noise, bool delayed, CancellationToken cancellation)
    {
        foreach (var generated in commands)
        {
            var command = spec.Resolve(generated, completed);
            if (delayed)
            {
                noise.BeforeStep();
            }

            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            completed.Add(new(command, Execute(system, command, cancellation)));
        }
    }

    private Outcome<TResult> Execute(TSystem system, TCommand command, CancellationToken cancellation)
    {
        current = command;
        recorder.Invoke(command);
        executing = true;
        TResult result;
        try
        {
            var task = spec.ExecuteAsync(system, command, cancellation);
            result = task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (spec.LeavesOutcomeUnknown(exception))
        {
            // The old process keeps its open operation; what follows is the work of a new one.
            executing = false;
            recorder.Crash();
            recorder = history.AddProcess(steps);
            return Outcome<TResult>.Unknown;
        }
        catch (Exception exception)
        {
            result = spec.FromException(exception);
        }

        recorder.Return(result);
        executing = false;
        return Outcome<TResult>.Returned(result);
    }
}
