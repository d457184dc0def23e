namespace Sentinel.Formats;

/// <summary>Recognises histories of independent keys, whose values are pairs <c>[key value]</c>, and takes the pairs apart.</summary>
/// <remarks>
/// A pair looks like a list of two values, so one rule decides: every invocation of a client has a pair, and an early one can be
/// nothing else: an argument that an operation without pair could not have, <c>[k nil]</c> (of a read, say), or a compare-and-set
/// of <c>[k [from to]]</c>. Invocations up to the one that decides are held back; as a rule that is the first. A history in
/// which none decides has nothing but writes: it is taken as it stands.
/// </remarks>
internal sealed class IndependentKeyReader(EventReader inner) : EventReader
{
    private readonly Queue<RecordedEvent> held = [];
    private bool? keyed;

    public override string Name => inner.Name;

    public override bool FailedCasIsAmbiguous => inner.FailedCasIsAmbiguous;

    public override bool TryRead(out RecordedEvent recorded)
    {
        while (keyed is null && inner.TryRead(out recorded))
        {
            held.Enqueue(recorded);
            keyed = recorded.Type == EventType.Invoke ? Decide(recorded) : null;
        }

        keyed ??= false;
        var found = held.TryDequeue(out recorded) || inner.TryRead(out recorded);
        Annotations = inner.Annotations;
        if (found && keyed.Value)
        {
            recorded = Split(recorded);
        }

        return found;
    }

    private static bool? Decide(in RecordedEvent invocation)
    {
        if (!IsPair(invocation.Value, out _, out var second) || !invocation.Key.IsNull || IsNamed(invocation, "txn"))
        {
            return false;
        }

        return IsNamed(invocation, "cas") ? IsPair(second, out _, out _) : second.IsNull ? true : null;
    }

    private static bool IsNamed(in RecordedEvent recorded, string name) => string.Equals(recorded.Function, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsPair(Value value, out Value first, out Value second)
    {
        var isPair = value.TryGetList(out var elements) && elements.Length == 2;
        (first, second) = isPair ? (elements[0], elements[1]) : default;
        return isPair;
    }

    private RecordedEvent Split(in RecordedEvent recorded)
    {
        if (IsPair(recorded.Value, out var key, out var value))
        {
            return recorded with { Key = key, Value = value };
        }

        // The end of an operation need not repeat the key.
        return recorded.Type == EventType.Invoke
            ? throw new HistoryFormatException(Name, recorded.Position,
                $"the value {recorded.Value} is no pair, where those before are pairs of independent keys; expected [key value]")
            : recorded with { Value = recorded.Type == EventType.Ok ? recorded.Value : Value.Null };
    }
}
