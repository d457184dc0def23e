namespace Sentinel.Histories;

/// <summary>Records the operations of one process; made by <see cref="HistoryRecorder{TInput,TOutput}.AddProcess"/>.</summary>
/// <typeparam name="TInput">What operations ask.</typeparam>
/// <typeparam name="TOutput">What they answer.</typeparam>
/// <remarks>For one thread at a time. After <see cref="Crash"/> the process is over: go on with a new one.</remarks>
public sealed class ProcessRecorder<TInput, TOutput>
{
    private readonly HistoryRecorder<TInput, TOutput> recorder;
    private Operation<TInput, TOutput>[] recorded;
    private int count;
    private State state;

    internal ProcessRecorder(HistoryRecorder<TInput, TOutput> recorder, ProcessId id, int capacity)
    {
        recorded = new Operation<TInput, TOutput>[capacity];
        this.recorder = recorder;
        Id = id;
    }

    private enum State
    {
        Idle,
        Open,
        Crashed,
    }

    /// <summary>The process.</summary>
    public ProcessId Id { get; }

    /// <summary>Marks the invocation: call it right before the call.</summary>
    /// <exception cref="InvalidOperationException">An operation is open, or the process has crashed.</exception>
    public void Invoke(TInput input)
    {
        Expect(State.Idle);
        state = State.Open;
        if (count == recorded.Length)
        {
            Array.Resize(ref recorded, Math.Max(16, 2 * count));
        }

        recorded[count] = new(Id, input, Outcome<TOutput>.Unknown, new(recorder.NextNumber(), Interval.Never));
        count++;
    }

    /// <summary>Marks the response: call it as soon as the result is there.</summary>
    /// <exception cref="InvalidOperationException">No operation is open.</exception>
    public void Return(TOutput output) => Respond(recorder.NextNumber(), Outcome<TOutput>.Returned(output));

    /// <summary>The open operation is known not to have happened.</summary>
    /// <exception cref="InvalidOperationException">No operation is open.</exception>
    public void Fail() => Respond(recorder.NextNumber(), Outcome<TOutput>.Failed);

    /// <summary>The outcome of the open operation will never be known.</summary>
    /// <exception cref="InvalidOperationException">No operation is open.</exception>
    public void Crash()
    {
        Expect(State.Open);
        state = State.Crashed;
    }

    /// <summary>What was recorded so far.</summary>
    internal Operation<TInput, TOutput>[] ToArray() => recorded[..count];

    private void Respond(long number, Outcome<TOutput> outcome)
    {
        Expect(State.Open);
        state = State.Idle;
        var operation = recorded[count - 1];
        recorded[count - 1] = operation with { Outcome = outcome, Interval = operation.Interval with { Response = number } };
    }

    private void Expect(State expected)
    {
        if (state != expected)
        {
            throw new InvalidOperationException($"{Id} is {state}, where it has to be {expected}.");
        }
    }
}
