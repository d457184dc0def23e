using System.Diagnostics;
using Sentinel.Formats.Bindings;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Benchmarks;

/// <summary>What well-known checkers do, to compare with: Wing and Gong's search over a list of events, with Lowe's memo over (linearized operations of the whole history,
/// state); split by key.</summary>
internal static class Baseline
{
    /// <summary>Decides, or gives up after the time limit.</summary>
    public static bool? Decide<TState, TInput, TOutput>(LoadedHistory<TState, TInput, TOutput> loaded, TimeSpan timeout)
        where TState : notnull => Baseline<TState, TInput, TOutput>.Decide(loaded.History, loaded.TypedModel, timeout);
}

/// <inheritdoc cref="Baseline"/>
internal static class Baseline<TState, TInput, TOutput>
    where TState : notnull
{
    public static bool? Decide(History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, TimeSpan timeout)
    {
        var deadline = Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        var keyless = history.Any(operation => model.PartitionKey(operation.Input) is null);
        foreach (var partition in history.GroupBy(operation => keyless ? "" : model.PartitionKey(operation.Input)!))
        {
            if (DecideOne([.. partition.Where(operation => operation.Outcome.Kind != OutcomeKind.Failed)], model, deadline) is not true and var verdict)
            {
                return verdict;
            }
        }

        return true;
    }

    private static bool? DecideOne(Operation<TInput, TOutput>[] operations, Model<TState, TInput, TOutput> model, long deadline)
    {
        var head = Link(operations);
        var linearized = new ulong[(operations.Length + 63) / 64];
        HashSet<(Bits Linearized, TState State)> memo = [];
        Stack<(Event Call, TState State)> calls = new();
        var state = model.InitialState;
        var required = operations.Count(operation => operation.Outcome.IsReturned);
        var entry = head.Next;
        for (long steps = 0; required > 0; steps++)
        {
            if ((steps & 255) == 0 && (Stopwatch.GetTimestamp() > deadline || memo.Count > 20_000_000 / (linearized.Length + 4)))
            {
                return null;
            }

            if (entry is { Return: { } or null, IsCall: true })
            {
                var operation = operations[entry.Operation];
                if (model.TryStep(state, operation.Input, operation.Outcome, out var next))
                {
                    linearized[entry.Operation / 64] |= 1UL << entry.Operation;
                    if (memo.Add((new([.. linearized]), next)))
                    {
                        calls.Push((entry, state));
                        state = next;
                        required -= operation.Outcome.IsReturned ? 1 : 0;
                        entry.Lift();
                        entry = head.Next;
                        continue;
                    }

                    linearized[entry.Operation / 64] &= ~(1UL << entry.Operation);
                }

                entry = entry.Next;
            }
            else
            {
                if (calls.Count == 0)
                {
                    return false;
                }

                (entry, state) = calls.Pop();
                linearized[entry.Operation / 64] &= ~(1UL << entry.Operation);
                required += operations[entry.Operation].Outcome.IsReturned ? 1 : 0;
                entry.Unlift();
                entry = entry.Next;
            }
        }

        return true;
    }

    private static Event Link(Operation<TInput, TOutput>[] operations)
    {
        var head = new Event(-1, isCall: false);
        var calls = Enumerable.Range(0, operations.Length).Select(i => new Event(i, isCall: true)).ToArray();
        var returns = Enumerable.Range(0, operations.Length).Select(i => new Event(i, isCall: false)).ToArray();
        var last = head;
        var events = calls.Select(call => (operations[call.Operation].Interval.Invocation, 0, Event: call))
            .Concat(returns.Where(r => operations[r.Operation].Outcome.IsReturned).Select(r => (operations[r.Operation].Interval.Response, 1, Event: r)));
        foreach (var (_, _, next) in events.OrderBy(e => e.Item1).ThenBy(e => e.Item2))
        {
            last.Next = next;
            next.Previous = last;
            last = next;
        }

        foreach (var call in calls)
        {
            call.Return = operations[call.Operation].Outcome.IsReturned ? returns[call.Operation] : null;
        }

        return head;
    }

    private sealed class Event(int operation, bool isCall)
    {
        public int Operation { get; } = operation;

        public bool IsCall { get; } = isCall;

        public Event? Next { get; set; }

        public Event? Previous { get; set; }

        public Event? Return { get; set; }

        public void Lift()
        {
            Unlink();
            Return?.Unlink();
        }

        public void Unlift()
        {
            Return?.Relink();
            Relink();
        }

        private void Unlink()
        {
            Previous!.Next = Next;
            if (Next is not null)
            {
                Next.Previous = Previous;
            }
        }

        private void Relink()
        {
            Previous!.Next = this;
            if (Next is not null)
            {
                Next.Previous = this;
            }
        }
    }

    private readonly struct Bits(ulong[] words) : IEquatable<Bits>
    {
        private readonly ulong[] words = words;

        public bool Equals(Bits other) => words.AsSpan().SequenceEqual(other.words);

        public override bool Equals(object? obj) => obj is Bits other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (var word in words)
            {
                hash.Add(word);
            }

            return hash.ToHashCode();
        }
    }
}
