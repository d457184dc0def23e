using Sentinel.Histories;

namespace Sentinel.Benchmarks;

/// <summary>What a generated history looks like.</summary>
/// <param name="Operations">How many operations.</param>
/// <param name="Processes">How many clients.</param>
/// <param name="Broken">Whether the outputs of two operations are exchanged, a tenth of the history apart, past its middle.</param>
internal sealed record Workload(int Operations, int Processes, bool Broken = false)
{
    /// <summary>The share of the clients inside an operation at any moment.</summary>
    public double Busy { get; init; } = 0.8;

    /// <summary>The share of the operations whose outcome stays unknown.</summary>
    public double Unknown { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Runs clients against one state; every operation meets it at one moment inside its interval, so that the history is linearizable.</summary>
    /// <param name="draw">The input of the operation with this number.</param>
    /// <param name="apply">The operation's effect and output.</param>
    /// <param name="isTold">Whether an output tells something that an exchange would falsify.</param>
    public History<TInput, TOutput> Generate<TInput, TOutput>(Func<Random, int, TInput> draw, Func<TInput, TOutput> apply, Func<TInput, TOutput, bool> isTold)
    {
        var random = new Random(Seed);
        var operations = new List<Operation<TInput, TOutput>>(Operations);
        var idle = new List<int>(Enumerable.Range(0, Processes));
        var open = new List<Client<TInput, TOutput>>();
        var wanted = Math.Max(1, (int)Math.Round(Busy * Processes));
        var nextProcess = Processes;
        var number = 0L;
        for (var started = 0; started < Operations || open.Count > 0;)
        {
            if (started < Operations && open.Count < wanted)
            {
                var chosen = random.Next(idle.Count);
                open.Add(new(idle[chosen], draw(random, started++), number++));
                idle.RemoveAt(chosen);
                continue;
            }

            // Some of the open operations take effect, then one responds.
            for (var tries = 0; tries < 2; tries++)
            {
                Apply(open[random.Next(open.Count)], apply);
            }

            var closing = random.Next(open.Count);
            var client = open[closing];
            open.RemoveAt(closing);
            if (random.NextDouble() < Unknown)
            {
                operations.Add(new(new(client.Process), client.Input, Outcome<TOutput>.Unknown, new(client.Invocation, Interval.Never)));
                idle.Add(nextProcess++);
                continue;
            }

            Apply(client, apply);
            idle.Add(client.Process);
            operations.Add(new(new(client.Process), client.Input, Outcome<TOutput>.Returned(client.Output!), new(client.Invocation, number++)));
        }

        if (Broken)
        {
            Break(operations, isTold);
        }

        return new(operations);
    }

    private static void Apply<TInput, TOutput>(Client<TInput, TOutput> client, Func<TInput, TOutput> apply)
    {
        if (!client.IsApplied)
        {
            client.IsApplied = true;
            client.Output = apply(client.Input);
        }
    }

    private static void Break<TInput, TOutput>(List<Operation<TInput, TOutput>> operations, Func<TInput, TOutput, bool> isTold)
    {
        bool IsTold(int i) => operations[i].Outcome.IsReturned && isTold(operations[i].Input, operations[i].Outcome.Value);
        var first = Enumerable.Range(operations.Count / 2, operations.Count / 2).First(IsTold);
        var second = Enumerable.Range(first + 1, operations.Count - first - 1)
            .Where(i => i > first + (operations.Count / 10))
            .First(i => IsTold(i) && !Equals(operations[i].Outcome.Value, operations[first].Outcome.Value));
        var exchanged = operations[first].Outcome;
        operations[first] = operations[first] with { Outcome = operations[second].Outcome };
        operations[second] = operations[second] with { Outcome = exchanged };
    }

    private sealed class Client<TInput, TOutput>(int process, TInput input, long invocation)
    {
        public int Process { get; } = process;

        public TInput Input { get; } = input;

        public long Invocation { get; } = invocation;

        public bool IsApplied { get; set; }

        public TOutput? Output { get; set; }
    }
}
