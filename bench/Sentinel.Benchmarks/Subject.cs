using Sentinel.Checking;
using Sentinel.Models;

namespace Sentinel.Benchmarks;

/// <summary>A type of object with a generator of its histories.</summary>
internal abstract class Subject(string name)
{
    public string Name { get; } = name;

    public static IReadOnlyList<Subject> All { get; } = [Register(), CasRegister(), Kv(), Counter(), Set(), Queue(), Stack(), PriorityQueue()];

    public abstract Prepared Prepare(Workload workload);

    private static Subject Register() => new Subject<RegisterState<int>, RegisterInput<int>, RegisterOutput<int>>("register", new RegisterModel<int>(cas: false), () =>
    {
        var held = 0;
        return (
            (random, i) => random.Next(2) == 0 ? RegisterInput<int>.Read : RegisterInput<int>.Write(i + 1),
            input => input.Kind == RegisterOperation.Read ? RegisterOutput<int>.Of(held) : Done(held = input.Value));
    }, (input, _) => input.Kind == RegisterOperation.Read);

    private static Subject CasRegister() => new Subject<RegisterState<int>, RegisterInput<int>, RegisterOutput<int>>("cas-register", new RegisterModel<int>(), () =>
    {
        var held = 0;
        return (
            (random, _) => random.Next(6) switch
            {
                < 3 => RegisterInput<int>.Read,
                3 => RegisterInput<int>.Write(random.Next(5)),
                _ => RegisterInput<int>.Cas(random.Next(5), random.Next(5)),
            },
            input =>
            {
                switch (input.Kind)
                {
                    case RegisterOperation.Read:
                        return RegisterOutput<int>.Of(held);
                    case RegisterOperation.Cas when held != input.Expected:
                        return RegisterOutput<int>.Mismatch;
                    default:
                        return Done(held = input.Value);
                }
            });
    }, (input, _) => input.Kind == RegisterOperation.Read);

    private static Subject Kv() => new Subject<KvState, KvInput, string>("kv", new KvModel(), () =>
    {
        Dictionary<string, string> held = [];
        return (
            (random, i) => random.Next(2) == 0 ? KvInput.Get($"k{random.Next(64)}") : KvInput.Put($"k{random.Next(64)}", $"{i}"),
            input =>
            {
                if (input.Kind == KvOperation.Get)
                {
                    return held.GetValueOrDefault(input.Key, "");
                }

                held[input.Key] = input.Value;
                return "";
            });
    }, (input, _) => input.Kind == KvOperation.Get);

    private static Subject Counter() => new Subject<long, CounterInput, long?>("counter", new CounterModel(), () =>
    {
        var count = 0L;
        return ((random, _) => random.Next(2) == 0 ? CounterInput.Get : CounterInput.Inc(), input => input.IsGet ? count : (count += input.Amount!.Value) < 0 ? 0 : null);
    }, (input, _) => input.IsGet);

    private static Subject Set() => new Subject<SetState<int>, SetInput<int>, bool?>("set", new SetModel<int>(), () =>
    {
        HashSet<int> held = [];
        var added = 0;
        return (
            (random, i) => random.Next(4) switch
            {
                0 => SetInput<int>.Add(added++),
                1 => SetInput<int>.Remove(random.Next(added + 1)),
                _ => SetInput<int>.Contains(random.Next(added + 1)),
            },
            input => input.Kind switch
            {
                SetOperation.Add => held.Add(input.Element),
                SetOperation.Remove => held.Remove(input.Element),
                _ => held.Contains(input.Element),
            });
    }, (input, _) => input.Kind == SetOperation.Contains);

    private static Subject Queue() => new Subject<QueueState<int>, QueueInput<int>, Taken<int>>("queue", new QueueModel<int>(), () =>
    {
        Queue<int> held = [];
        return (
            (random, i) => random.Next(2) == 0 ? QueueInput<int>.Dequeue : QueueInput<int>.Enqueue(i),
            input =>
            {
                if (input.IsEnqueue)
                {
                    held.Enqueue(input.Element);
                    return Taken<int>.Nothing;
                }

                return held.TryDequeue(out var oldest) ? Taken<int>.Of(oldest) : Taken<int>.Nothing;
            });
    }, (input, output) => !input.IsEnqueue && output.HasElement);

    private static Subject Stack() => new Subject<StackState<int>, StackInput<int>, Taken<int>>("stack", new StackModel<int>(), () =>
    {
        Stack<int> held = [];
        return (
            (random, i) => random.Next(2) == 0 ? StackInput<int>.Pop : StackInput<int>.Push(i),
            input =>
            {
                if (input.IsPush)
                {
                    held.Push(input.Element);
                    return Taken<int>.Nothing;
                }

                return held.TryPop(out var top) ? Taken<int>.Of(top) : Taken<int>.Nothing;
            });
    }, (input, output) => !input.IsPush && output.HasElement);

    private static Subject PriorityQueue() => new Subject<PriorityQueueState<int>, PriorityQueueInput<int>, Taken<int>>("priority-queue", new PriorityQueueModel<int>(), () =>
    {
        PriorityQueue<int, int> held = new();
        return (
            (random, i) => random.Next(2) == 0 ? PriorityQueueInput<int>.DeleteMin : PriorityQueueInput<int>.Insert((random.Next(1_000) * 1_000_000) + i),
            input =>
            {
                if (input.IsInsert)
                {
                    held.Enqueue(input.Element, input.Element);
                    return Taken<int>.Nothing;
                }

                return held.TryDequeue(out var least, out _) ? Taken<int>.Of(least) : Taken<int>.Nothing;
            });
    }, (input, output) => !input.IsInsert && output.HasElement);

    private static RegisterOutput<int> Done(int written) => new(0, written >= int.MinValue);
}

/// <inheritdoc/>
internal sealed class Subject<TState, TInput, TOutput>(
    string name,
    Model<TState, TInput, TOutput> model,
    Func<(Func<Random, int, TInput> Draw, Func<TInput, TOutput> Apply)> start,
    Func<TInput, TOutput, bool> isTold) : Subject(name)
    where TState : notnull
{
    public override Prepared Prepare(Workload workload)
    {
        var (draw, apply) = start();
        var history = workload.Generate(draw, apply, isTold);
        return new(
            options => LinearizabilityChecker.Check(history, model, options),
            timeout => Baseline<TState, TInput, TOutput>.Decide(history, model, timeout));
    }
}

/// <summary>A generated history, ready to be decided both ways.</summary>
internal sealed record Prepared(Func<CheckOptions, Verdict> Ours, Func<TimeSpan, bool?> Baseline);
