using System.Runtime.InteropServices;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary>Pairs events into operations while they are read; no event is kept.</summary>
/// <remarks>The number of an event is its place in the file. An operation takes its place in the history when it is invoked, and
/// gets its outcome there when it ends.</remarks>
internal sealed class HistoryAssembler<TState, TInput, TOutput>(TypedBinding<TState, TInput, TOutput> binding, EventReader reader, FailedCas failedCas)
    where TState : notnull
{
    private readonly OperationNames names = new(binding);
    private readonly List<Operation<TInput, TOutput>> operations = [];
    private readonly Dictionary<int, Call> processes = [];
    private readonly List<Value> keys = [];
    private long number;

    // Of an independent object the key is kept beside the operation; of a model with keys it is part of the input.
    private bool KeepsKeys => !binding.HasKeys && keys.Count > 0;

    public void ReadAll(CancellationToken cancellationToken)
    {
        while (reader.TryRead(out var recorded))
        {
            try
            {
                Take(recorded);
            }
            catch (BindingException error)
            {
                throw new HistoryFormatException(reader.Name, recorded.Position, error.Message);
            }

            if ((++number & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        foreach (var (process, call) in processes.OrderBy(entry => entry.Key))
        {
            if (call.IsOpen)
            {
                Leave(process, call);
            }
        }
    }

    /// <summary>The history of what was read.</summary>
    public LoadedHistory Build(Model<TState, TInput, TOutput> model)
    {
        if (!KeepsKeys)
        {
            return new LoadedHistory<TState, TInput, TOutput>(binding.Name, reader, new(operations), model);
        }

        var keyed = operations.Select((operation, i) => new Operation<KeyedInput<Value, TInput>, TOutput>(
            operation.Process, new(keys[i], operation.Input), operation.Outcome, operation.Interval));
        return new LoadedHistory<KeyedState<Value, TState>, KeyedInput<Value, TInput>, TOutput>(
            binding.Name, reader, new(keyed), new KeyedModel<Value, TState, TInput, TOutput>(model, binding.PartitionsInside));
    }

    private void Take(in RecordedEvent recorded)
    {
        ref var call = ref CollectionsMarshal.GetValueRefOrAddDefault(processes, recorded.Process, out _);
        var operation = names.Find(recorded.Function);
        if (recorded.Type == EventType.Invoke)
        {
            Invoke(ref call, operation, recorded);
            return;
        }

        if (!call.IsOpen)
        {
            throw new BindingException(call.IsCrashed
                ? $"process {recorded.Process} has no open operation: it ended as unknown (info) in line {call.Position.Line}"
                : $"{Word(recorded.Type)} without an invocation: process {recorded.Process} has no open operation");
        }

        if (operation != call.Operation)
        {
            throw new BindingException(
                $"the end of {recorded.Function}, but process {recorded.Process} invoked {binding.Operations[call.Operation].Name} in line {call.Position.Line}");
        }

        if (!recorded.Key.IsNull && recorded.Key != call.Key)
        {
            throw new BindingException($"the key is {recorded.Key} here and {call.Key} at the invocation in line {call.Position.Line}");
        }

        End(ref call, recorded);
    }

    private void Invoke(ref Call call, int operation, in RecordedEvent recorded)
    {
        if (call.IsOpen || call.IsCrashed)
        {
            throw new BindingException(call.IsOpen
                ? $"process {recorded.Process} invokes while its operation of line {call.Position.Line} is open; a process does one thing at a time"
                : $"process {recorded.Process} does not come back after its unknown (info) operation of line {call.Position.Line}; expected a new process number");
        }

        if (binding.HasKeys && recorded.Key.IsNull)
        {
            throw new BindingException("no key; expected \"key\", or a pair [key value] in EDN");
        }

        if (!binding.HasKeys && recorded.Key.IsNull == KeepsKeys && operations.Count > 0)
        {
            throw new BindingException(KeepsKeys
                ? "no key, where the operations before have one; expected \"key\", or a pair [key value] in EDN"
                : "a key, where the operations before have none");
        }

        if (!binding.HasKeys && !recorded.Key.IsNull)
        {
            keys.Add(recorded.Key);
        }

        call = new(operations.Count, operation, recorded.Key, recorded.Value, recorded.Position);
        operations.Add(new(new(recorded.Process), default!, Outcome<TOutput>.Unknown, new(number, Interval.Never)));
    }

    private void End(ref Call call, in RecordedEvent recorded)
    {
        var form = binding.Operations[call.Operation].Value;
        if (recorded.Type == EventType.Ok && form == OperationValue.Argument && !recorded.Value.IsNull && !call.Argument.IsNull && recorded.Value != call.Argument)
        {
            throw new BindingException($"the value is {recorded.Value} here and {call.Argument} at the invocation in line {call.Position.Line}; expected the same one");
        }

        if (recorded.Type == EventType.Info)
        {
            Leave(recorded.Process, call);
            call = call with { State = CallState.Crashed };
            return;
        }

        var isFilledIn = call.Argument.IsNull && !recorded.Value.IsNull && recorded.Type == EventType.Ok && form is (OperationValue.Argument or OperationValue.Both);
        var input = isFilledIn ? binding.Input(call.Operation, recorded.Value, call.Key) : InputOf(call);
        var outcome = recorded.Type == EventType.Ok
            ? Outcome<TOutput>.Returned(binding.Output(call.Operation, input, recorded.Value, recorded.Result))
            : failedCas == FailedCas.Observed && reader.FailedCasIsAmbiguous && binding.TryObserveFailure(input, out var observed)
                ? Outcome<TOutput>.Returned(observed)
                : Outcome<TOutput>.Failed;
        Set(recorded.Process, call, input, outcome, number);
        call = call with { State = CallState.Idle };
    }

    private void Leave(int process, in Call call) => Set(process, call, InputOf(call), Outcome<TOutput>.Unknown, Interval.Never);

    /// <summary>What the invocation asked: where that makes no sense, its line is the one to look at, not that of the end.</summary>
    private TInput InputOf(in Call call)
    {
        try
        {
            return binding.Input(call.Operation, call.Argument, call.Key);
        }
        catch (BindingException error)
        {
            throw new HistoryFormatException(reader.Name, call.Position, error.Message);
        }
    }

    private void Set(int process, in Call call, TInput input, Outcome<TOutput> outcome, long response) =>
        operations[call.Index] = new(new(process), input, outcome, new(operations[call.Index].Interval.Invocation, response));

    private static string Word(EventType type) => type.ToString().ToLowerInvariant();

    private enum CallState
    {
        Idle,
        Open,
        Crashed,
    }

    private readonly record struct Call(int Index, int Operation, Value Key, Value Argument, TextPosition Position)
    {
        public CallState State { get; init; } = CallState.Open;

        public bool IsOpen => State == CallState.Open;

        public bool IsCrashed => State == CallState.Crashed;
    }
}
