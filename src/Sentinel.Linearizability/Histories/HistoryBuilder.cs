namespace Sentinel.Histories;

/// <summary>Builds a history event by event: the order of the calls is the real-time order.</summary>
/// <typeparam name="TInput">What operations ask.</typeparam>
/// <typeparam name="TOutput">What they answer.</typeparam>
/// <remarks>
/// Not thread-safe: to record a running system use <see cref="HistoryRecorder{TInput,TOutput}"/>. Operations that are still
/// open when the history is built are Unknown.
/// </remarks>
public sealed class HistoryBuilder<TInput, TOutput>
{
    private readonly List<Operation<TInput, TOutput>> operations = [];
    private readonly Dictionary<ProcessId, int> open = [];
    private readonly HashSet<ProcessId> crashed = [];
    private long next;

    /// <summary>Opens an operation of a process.</summary>
    /// <exception cref="InvalidOperationException">The process has an open operation, or one with an unknown outcome.</exception>
    public HistoryBuilder<TInput, TOutput> Invoke(int process, TInput input)
    {
        var id = new ProcessId(process);
        if (crashed.Contains(id))
        {
            throw new InvalidOperationException($"{id} has an Unknown operation: it does nothing more. Go on under a new process number.");
        }

        if (!open.TryAdd(id, operations.Count))
        {
            throw new InvalidOperationException($"{id} has an open operation already; a process does one thing at a time.");
        }

        operations.Add(new(id, input, Outcome<TOutput>.Unknown, new(next++, Interval.Never)));
        return this;
    }

    /// <summary>Ends the open operation of a process with an output.</summary>
    /// <exception cref="InvalidOperationException">The process has no open operation.</exception>
    public HistoryBuilder<TInput, TOutput> Return(int process, TOutput output) => Respond(process, Outcome<TOutput>.Returned(output));

    /// <summary>Ends the open operation of a process: it is known not to have happened.</summary>
    /// <exception cref="InvalidOperationException">The process has no open operation.</exception>
    public HistoryBuilder<TInput, TOutput> Fail(int process) => Respond(process, Outcome<TOutput>.Failed);

    /// <summary>The outcome of the open operation will never be known; the process does nothing more.</summary>
    /// <exception cref="InvalidOperationException">The process has no open operation.</exception>
    public HistoryBuilder<TInput, TOutput> Crash(int process)
    {
        TakeOpen(process);
        crashed.Add(new(process));
        return this;
    }

    /// <summary>Adds a whole operation that runs alone: invoked and returned with nothing in between.</summary>
    /// <exception cref="InvalidOperationException">The process has an open operation, or one with an unknown outcome.</exception>
    public HistoryBuilder<TInput, TOutput> Call(int process, TInput input, TOutput output) => Invoke(process, input).Return(process, output);

    /// <summary>The history of what happened so far. The builder can go on afterwards.</summary>
    public History<TInput, TOutput> Build() => new(operations);

    private HistoryBuilder<TInput, TOutput> Respond(int process, Outcome<TOutput> outcome)
    {
        var index = TakeOpen(process);
        var operation = operations[index];
        operations[index] = operation with { Outcome = outcome, Interval = operation.Interval with { Response = next++ } };
        return this;
    }

    private int TakeOpen(int process) => open.Remove(new(process), out var index)
        ? index
        : throw new InvalidOperationException($"{new ProcessId(process)} has no open operation.");
}
