using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>Random histories of a model: blind ones, linearizable ones, and linearizable ones with a wrong output or two.</summary>
/// <remarks>Linearizable by construction: each operation meets the model's state at one moment inside its interval, and answers what the model
/// accepts there. An Unknown one meets it at some moment after its invocation, or never.</remarks>
public sealed class HistoryGenerator<TState, TInput, TOutput>(
    Model<TState, TInput, TOutput> model, Func<Random, TInput> drawInput, Func<TInput, TOutput[]> outputsOf)
    where TState : notnull
{
    private readonly List<Pending> pending = [];
    private readonly List<Operation<TInput, TOutput>> operations = [];

    public History<TInput, TOutput> Next(Random random, HistoryShape shape)
    {
        pending.Clear();
        operations.Clear();
        var left = random.Next(1, shape.MaxOperations + 1);
        var processes = random.Next(1, shape.MaxProcesses + 1);
        var blind = random.NextDouble() < shape.BlindShare;
        var ids = Enumerable.Range(0, processes).ToArray();
        var idleSince = new long[processes];
        var nextId = processes;
        var number = 0L;
        var state = model.InitialState;
        while (left > 0 || pending.Exists(p => p.Lane >= 0))
        {
            var lane = random.Next(processes);
            number += random.NextDouble() < shape.TieShare ? 0 : 1;
            var open = pending.FindIndex(p => p.Lane == lane);
            if (open < 0)
            {
                if (left-- > 0)
                {
                    number = Math.Max(number, idleSince[lane] + 1);
                    pending.Add(new(lane, ids[lane], drawInput(random), number));
                }

                continue;
            }

            ApplySome(random, ref state);
            var operation = pending[open];
            var fate = random.NextDouble();
            if (fate < shape.UnknownShare)
            {
                operations.Add(new(new(operation.Process), operation.Input, Outcome<TOutput>.Unknown, new(operation.Invocation, Interval.Never)));
                operation.Lane = -1; // Its effect may still come.
                ids[lane] = nextId++;
            }
            else
            {
                pending.RemoveAt(open);
                idleSince[lane] = number;
                var outcome = fate < shape.UnknownShare + shape.FailedShare && !operation.Applied
                    ? Outcome<TOutput>.Failed
                    : Outcome<TOutput>.Returned(blind ? Draw(random, operation.Input) : Output(random, operation, ref state));
                operations.Add(new(new(operation.Process), operation.Input, outcome, new(operation.Invocation, number)));
            }
        }

        if (!blind && random.Next(2) == 0)
        {
            Spoil(random);
        }

        return new(operations);
    }

    private TOutput Draw(Random random, TInput input) => outputsOf(input)[random.Next(outputsOf(input).Length)];

    private void ApplySome(Random random, ref TState state)
    {
        foreach (var operation in pending)
        {
            if (!operation.Applied && random.Next(3) == 0)
            {
                Output(random, operation, ref state);
            }
        }
    }

    private TOutput Output(Random random, Pending operation, ref TState state)
    {
        if (operation.Applied)
        {
            return operation.Output!;
        }

        operation.Applied = true;
        var outputs = outputsOf(operation.Input);
        var first = random.Next(outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
        {
            var output = outputs[(first + i) % outputs.Length];
            var next = model.NextStates(state, operation.Input, Outcome<TOutput>.Returned(output)).ToArray();
            if (next.Length > 0)
            {
                state = next[random.Next(next.Length)];
                return operation.Output = output;
            }
        }

        // No output is possible now (an answer outside the small range): any will do, the history is then most likely not linearizable.
        return operation.Output = outputs[first];
    }

    private void Spoil(Random random)
    {
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            var i = random.Next(operations.Count);
            if (operations[i].Outcome.IsReturned)
            {
                operations[i] = operations[i] with { Outcome = Outcome<TOutput>.Returned(Draw(random, operations[i].Input)) };
            }
        }
    }

    private sealed class Pending(int lane, int process, TInput input, long invocation)
    {
        public int Lane { get; set; } = lane;

        public int Process { get; } = process;

        public TInput Input { get; } = input;

        public long Invocation { get; } = invocation;

        public bool Applied { get; set; }

        public TOutput? Output { get; set; }
    }
}
