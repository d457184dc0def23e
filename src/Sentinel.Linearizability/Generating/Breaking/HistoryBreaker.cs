using Sentinel.Formats;

namespace Sentinel.Generating.Breaking;

/// <summary>Breaks a linearizable history in one place, so that for certain it is not linearizable any more.</summary>
/// <remarks>
/// Each kind of break changes the answer of one operation, or exchanges those of two, where an argument about the rest of the
/// history, which stands above the code that relies on it, shows that no order explains it. Where chance has left no such place, one more operation at the end gets an answer that no
/// history of these operations can give.
/// </remarks>
internal static class HistoryBreaker
{
    /// <summary>Breaks a history.</summary>
    /// <param name="history">The history, which is not to be used afterwards.</param>
    /// <param name="model">Its model.</param>
    /// <param name="seed">What the choice of the place is drawn from.</param>
    /// <returns>The broken history, and the argument.</returns>
    public static (GeneratedHistory History, string Argument) Break(GeneratedHistory history, string model, int seed)
    {
        var random = new Random(seed);
        var argument = model switch
        {
            "counter" => CounterBreak.TryBreak(history.Operations, random),
            "set" => SetBreak.TryBreak(history.Operations, random),
            "queue" or "stack" or "priority-queue" => OrderBreak.TryBreak(history.Operations, model, random) ?? SurplusBreak.TryBreak(history.Operations, random),
            "mutex" => MutexBreak.TryBreak(history.Operations, random),
            _ => StaleReadBreak.TryBreak(history.Operations, random),
        };
        return argument is null ? Append(history, model) : (history, argument);
    }

    /// <summary>What nobody wrote nobody can read: generated values are never negative, and a counter has no more than its increments.</summary>
    private static (GeneratedHistory History, string Argument) Append(GeneratedHistory history, string model)
    {
        if (model == "mutex")
        {
            return MutexBreak.Append(history);
        }

        var key = history.Operations[^1].Call.Key;
        var never = Choices.Never;
        (Call call, Answer answer) = model switch
        {
            "counter" => (new Call("get", key), new Answer(Value.Of(history.Operations.Count + 1L))),
            "set" => (new Call("contains", key, never), new Answer(default, Value.Of(true))),
            "queue" => (new Call("dequeue", key), new Answer(never)),
            "stack" => (new Call("pop", key), new Answer(never)),
            "priority-queue" => (new Call("deletemin", key), new Answer(never)),
            "kv" => (new Call("get", key), new Answer(Value.Of("never."))),
            "multi-register" => (new Call("txn", key, Read(Value.Null)), new Answer(Read(never))),
            _ => (new Call("read", key), new Answer(never)),
        };
        history = history.Append(call, answer);
        return (history, $"{history.Operations[^1]}, at the end: nobody ever put that there");
    }

    private static Value Read(Value found) => Value.Of(Value.Of(Value.Of("read"), Value.Of("r0"), found));
}
