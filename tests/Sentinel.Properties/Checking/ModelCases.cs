using System.Collections.Immutable;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>The models that the engine is judged on, each with few values, so that they collide.</summary>
internal static class ModelCases
{
    private static string[]? texts;

    public static ModelCase<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>> Register { get; } = new(
        new RegisterModel<int?>(cas: false), [.. Reads(3), .. Writes], RegisterOutputs);

    public static ModelCase<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>> CasRegister { get; } = new(
        new RegisterModel<int?>(), [.. Reads(2), .. Writes, .. Swaps], RegisterOutputs);

    public static ModelCase<KvState, KvInput, string> Kv { get; } = new(
        new KvModel(),
        [KvInput.Get("a"), KvInput.Get("b"), KvInput.Put("a", "1"), KvInput.Append("a", "2"), KvInput.Append("b", "1"), KvInput.Get("a"), KvInput.Delete("a")],
        input => input.Kind == KvOperation.Get ? ["", "1", "2", "12", "11"] : [""]);

    public static ModelCase<int, TicketInput, int> Ticket { get; } = new(
        new TicketModel(), [TicketInput.Take, TicketInput.Take, TicketInput.Look], _ => [0, 1, 2, 3, 4]);

    public static ModelCase<int, ChoiceInput, int> Choice { get; } = new(
        new ChoiceModel(), [ChoiceInput.Flip, ChoiceInput.Flip, ChoiceInput.Peek, ChoiceInput.Reset], input => input switch
        {
            ChoiceInput.Flip => [0, 1, 2],
            ChoiceInput.Peek => [0, 1, 2, 3],
            _ => [0],
        });

    public static ModelCase<long, CounterInput, long?> Counter { get; } = new(
        new CounterModel(), [CounterInput.Get, CounterInput.Get, CounterInput.Inc(), CounterInput.Inc(), CounterInput.Inc(2)],
        input => input.IsGet ? [0, 1, 2, 3, 4] : [null]);

    public static ModelCase<long, CounterInput, long?> ToldCounter { get; } = new(
        new CounterModel(), [CounterInput.Get, CounterInput.Inc(), CounterInput.Inc(-1)], _ => [0, 1, 2], "counter that tells");

    public static ModelCase<SetState<int>, SetInput<int>, bool?> Set { get; } = new(
        new SetModel<int>(),
        [SetInput<int>.Add(1), SetInput<int>.Add(2), SetInput<int>.Remove(1), SetInput<int>.Remove(2), SetInput<int>.Contains(1), SetInput<int>.Contains(2)],
        input => input.Kind == SetOperation.Contains ? [true, false] : [true, false, null]);

    public static ModelCase<QueueState<int>, QueueInput<int>, Taken<int>> Queue { get; } = new(
        new QueueModel<int>(),
        [QueueInput<int>.Enqueue(1), QueueInput<int>.Enqueue(2), QueueInput<int>.Enqueue(3), QueueInput<int>.Dequeue, QueueInput<int>.Dequeue, QueueInput<int>.Dequeue],
        input => input.IsEnqueue ? [Taken<int>.Nothing] : TakenOutputs);

    public static ModelCase<StackState<int>, StackInput<int>, Taken<int>> Stack { get; } = new(
        new StackModel<int>(),
        [StackInput<int>.Push(1), StackInput<int>.Push(2), StackInput<int>.Push(3), StackInput<int>.Pop, StackInput<int>.Pop, StackInput<int>.Pop],
        input => input.IsPush ? [Taken<int>.Nothing] : TakenOutputs);

    public static ModelCase<PriorityQueueState<int>, PriorityQueueInput<int>, Taken<int>> PriorityQueue { get; } = new(
        new PriorityQueueModel<int>(),
        [PriorityQueueInput<int>.Insert(1), PriorityQueueInput<int>.Insert(2), PriorityQueueInput<int>.Insert(3), PriorityQueueInput<int>.DeleteMin, PriorityQueueInput<int>.DeleteMin],
        input => input.IsInsert ? [Taken<int>.Nothing] : TakenOutputs);

    public static ModelCase<bool, MutexOperation, bool> Mutex { get; } = new(
        new MutexModel(), [MutexOperation.Acquire, MutexOperation.TryAcquire, MutexOperation.Release, MutexOperation.Release],
        input => input == MutexOperation.TryAcquire ? [true, false] : [true]);

    public static ModelCase<KeyedState<string, RegisterState<int>>, RegisterTransaction<int>, ImmutableArray<int>> MultiRegister { get; } = new(
        new MultiRegisterModel<int>(), [.. Transactions], input => input.Accesses.Count(access => !access.IsWrite) switch
        {
            0 => [[]],
            1 => [[0], [1], [2]],
            _ => [[0, 0], [0, 1], [1, 0], [1, 1], [2, 1], [1, 2]],
        });

    public static ModelCase<long, CounterInput, long?> UnitCounter { get; } = new(
        new CounterModel(-2), [CounterInput.Get, CounterInput.Get, CounterInput.Inc(2), CounterInput.Inc(2)],
        input => input.IsGet ? [-2, 0, 2, 4, 6, 8, 10] : [null], "counter, the same amount");

    public static ModelCase<long, CounterInput, long?> TicketCounter { get; } = new(
        new CounterModel(), [CounterInput.Get, CounterInput.Inc(), CounterInput.Inc()],
        input => input.IsGet ? [0, 1, 2, 3, 4, 5] : [null, 1, 2, 3, 4, 5, 6], "counter, the same amount, that tells");

    public static ModelCase<SetState<int>, SetInput<int>, bool?> Element { get; } = new(
        new SetModel<int>(SetState<int>.Empty.With(1)), [SetInput<int>.Add(1), SetInput<int>.Remove(1), SetInput<int>.Contains(1)], _ => [true, false], "set, one element");

    public static ModelCase<KvState, KvInput, string> Appends { get; } = new(
        new KvModel("0"), [.. Enumerable.Repeat(KvInput.Get("k"), 9), .. Pieces.Select(piece => KvInput.Append("k", piece))],
        input => input.Kind == KvOperation.Get ? Texts() : [""], "kv, appends");

    public static ModelCase<KvState, KvInput, string> PutsAndAppends { get; } = new(
        new KvModel("0"), [.. Enumerable.Repeat(KvInput.Get("k"), 9), .. Starts.Select(start => KvInput.Put("k", start)), .. Ends.Select(piece => KvInput.Append("k", piece))],
        input => input.Kind == KvOperation.Get ? TextsFrom(["0", .. Starts]) : [""], "kv, puts and appends");

    public static ModelCase<KvState, KvInput, string> PutsAndAppendsToNothing { get; } = new(
        new KvModel(), PutsAndAppends.Inputs.ToArray(), input => input.Kind == KvOperation.Get ? TextsFrom(["", .. Starts]) : [""], "kv, puts and appends, nothing at first");

    public static ModelCase<KvState, KvInput, string> PutsAndDeletes { get; } = new(
        new KvModel("0"), [.. Enumerable.Repeat(KvInput.Get("k"), 9), .. Starts.Select(start => KvInput.Put("k", start)), KvInput.Delete("k"), KvInput.Delete("k")],
        input => input.Kind == KvOperation.Get ? ["", "0", .. Starts] : [""], "kv, puts and deletes");

    /// <summary>Histories that monitors are for: of many values, most of them distinct; of one amount; of one element.</summary>
    public static IReadOnlyList<ModelCase> Distinct { get; } =
    [
        new ModelCase<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>>(
            new RegisterModel<int?>(), [.. Reads(30), .. Numbers.Select(RegisterInput<int?>.Write)],
            input => input.Kind == RegisterOperation.Read ? [RegisterOutput<int?>.Of(null), .. Numbers.Select(RegisterOutput<int?>.Of)] : [RegisterOutput<int?>.Done],
            "register, distinct"),
        new ModelCase<QueueState<int>, QueueInput<int>, Taken<int>>(
            new QueueModel<int>(), [.. Numbers.Select(number => QueueInput<int>.Enqueue(number!.Value)), .. Enumerable.Repeat(QueueInput<int>.Dequeue, 40)],
            input => input.IsEnqueue ? [Taken<int>.Nothing] : [Taken<int>.Nothing, .. Numbers.Select(number => Taken<int>.Of(number!.Value))],
            "queue, distinct"),
        new ModelCase<StackState<int>, StackInput<int>, Taken<int>>(
            new StackModel<int>(), [.. Numbers.Select(number => StackInput<int>.Push(number!.Value)), .. Enumerable.Repeat(StackInput<int>.Pop, 40)],
            input => input.IsPush ? [Taken<int>.Nothing] : [Taken<int>.Nothing, .. Numbers.Select(number => Taken<int>.Of(number!.Value))],
            "stack, distinct"),
        new ModelCase<PriorityQueueState<int>, PriorityQueueInput<int>, Taken<int>>(
            new PriorityQueueModel<int>(), [.. Numbers.Select(number => PriorityQueueInput<int>.Insert(number!.Value)), .. Enumerable.Repeat(PriorityQueueInput<int>.DeleteMin, 40)],
            input => input.IsInsert ? [Taken<int>.Nothing] : [Taken<int>.Nothing, .. Numbers.Select(number => Taken<int>.Of(number!.Value))],
            "priority queue, distinct"),
        Appends,
        PutsAndAppends,
        PutsAndAppendsToNothing,
        PutsAndDeletes,
        UnitCounter,
        TicketCounter,
        Element,
        new ModelCase<SetState<int>, SetInput<int>, bool?>(
            new SetModel<int>(), Element.Inputs.ToArray(), input => input.Kind == SetOperation.Contains ? [true, false] : [true, false, null], "set, one element, not always told"),
    ];

    public static IReadOnlyList<ModelCase> All { get; } =
        [Register, CasRegister, Kv, Ticket, Choice, Counter, ToldCounter, Set, Queue, Stack, PriorityQueue, Mutex, MultiRegister, .. Distinct];

    private static string[] Starts => ["p", "q", "rp", "rq", "s"];

    private static string[] Ends => ["a", "b", "ca", "cb"];

    // All beginnings with all orders of up to two ends.
    private static string[] TextsFrom(string[] starts) =>
    [
        .. starts, .. starts.SelectMany(start => Ends.Select(one => start + one)),
        .. starts.SelectMany(start => Ends.SelectMany(one => Ends.Where(end => end != one).Select(end => start + one + end))),
    ];

    private static string[] Pieces => ["a", "b", "ca", "cb", "dab", "e", "f"];

    // All orders of up to four pieces.
    private static string[] Texts() => texts ??= [.. OrdersOf(4).Select(order => "0" + string.Concat(order))];

    private static IEnumerable<string[]> OrdersOf(int count) => count == 0
        ? [[]]
        : OrdersOf(count - 1).SelectMany(order => Pieces.Except(order).Select(piece => (string[])[.. order, piece]).Append(order)).DistinctBy(string.Concat);

    private static IEnumerable<int?> Numbers => Enumerable.Range(1, 40).Select(number => (int?)number);

    private static Taken<int>[] TakenOutputs => [Taken<int>.Nothing, Taken<int>.Of(1), Taken<int>.Of(2), Taken<int>.Of(3)];

    private static IEnumerable<RegisterTransaction<int>> Transactions =>
    [
        new(RegisterAccess<int>.Read("x")),
        new(RegisterAccess<int>.Read("x"), RegisterAccess<int>.Read("y")),
        new(RegisterAccess<int>.Write("x", 1), RegisterAccess<int>.Write("y", 1)),
        new(RegisterAccess<int>.Write("y", 2)),
        new(RegisterAccess<int>.Read("y"), RegisterAccess<int>.Write("x", 2)),
    ];

    private static IEnumerable<RegisterInput<int?>> Writes => [RegisterInput<int?>.Write(1), RegisterInput<int?>.Write(2), RegisterInput<int?>.Write(3)];

    private static IEnumerable<RegisterInput<int?>> Swaps =>
        [RegisterInput<int?>.Cas(1, 2), RegisterInput<int?>.Cas(2, 1), RegisterInput<int?>.Cas(2, 3), RegisterInput<int?>.Cas(1, 1), RegisterInput<int?>.Cas(null, 1)];

    private static IEnumerable<RegisterInput<int?>> Reads(int count) => Enumerable.Repeat(RegisterInput<int?>.Read, count);

    private static RegisterOutput<int?>[] RegisterOutputs(RegisterInput<int?> input) => input.Kind switch
    {
        RegisterOperation.Read => [.. new int?[] { null, 1, 2, 3 }.Select(RegisterOutput<int?>.Of)],
        RegisterOperation.Write => [RegisterOutput<int?>.Done],
        _ => [RegisterOutput<int?>.Done, RegisterOutput<int?>.Mismatch],
    };
}
