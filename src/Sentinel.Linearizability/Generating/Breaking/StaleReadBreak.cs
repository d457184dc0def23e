using Sentinel.Formats;

namespace Sentinel.Generating.Breaking;

/// <summary>A read that returns what was overwritten: <c>register</c>, <c>cas-register</c>, <c>kv</c>, <c>multi-register</c>.</summary>
/// <remarks>
/// <para>The read r gets a value v for which this holds: a write w of another value returned before r began; and every operation that can have
/// written v (Unknown ones too) ended before w began. Then in every order all writers of v stand before w, and w before r: what r meets is not v.</para>
/// <para>In a key-value store with append the value is a text of exactly one piece. Only a put or an append of that very piece makes such a text: pieces
/// end with a full stop and have no other, so that no pieces together give another one. And w, be it put, append or delete, leaves a text that does not end in that piece.</para>
/// </remarks>
internal static class StaleReadBreak
{
    private const int Tries = 50;

    /// <summary>Breaks the history, if there is a place.</summary>
    /// <returns>The argument; <see langword="null"/> where there is none.</returns>
    public static string? TryBreak(List<GeneratedOperation> operations, Random random)
    {
        var accesses = Accesses(operations);
        var reads = accesses.Where(access => access.IsRead && access.Operation.IsReturned).ToList();
        for (var i = 0; i < Tries && reads.Count > 0; i++)
        {
            var read = reads[random.Next(reads.Count)];
            if (FindStale(accesses, read) is var (stale, over) && !stale.IsNull)
            {
                var argument = $"every write of {stale} had ended when {over} began, and that one had ended";
                read.Operation.Answer = Replace(read, stale);
                return $"{read.Operation}: {argument} when this read began";
            }
        }

        return null;
    }

    private static (Value Stale, GeneratedOperation? Over) FindStale(List<Access> accesses, Access read)
    {
        Access? over = null;
        Dictionary<Value, int> lastEnds = [];
        foreach (var write in accesses.Where(access => !access.IsRead && access.Slot == read.Slot))
        {
            var end = write.Operation.IsReturned ? write.Operation.Response : int.MaxValue;
            lastEnds[write.Value] = Math.Max(end, lastEnds.GetValueOrDefault(write.Value));
            if (end < read.Operation.Invocation && (over is null || write.Operation.Invocation > over.Value.Operation.Invocation))
            {
                over = write;
            }
        }

        // Of several overwritten values the youngest: the violation that is hardest to see.
        var stale = lastEnds.Where(entry => over is not null && entry.Value < over.Value.Operation.Invocation && !entry.Key.IsNull)
            .OrderByDescending(entry => entry.Value).Select(entry => entry.Key).FirstOrDefault();
        return (stale, over?.Operation);
    }

    private static Answer Replace(Access read, Value stale)
    {
        if (read.Place < 0)
        {
            return new(stale);
        }

        read.Operation.Answer.Value.TryGetList(out var accesses);
        accesses[read.Place].TryGetList(out var parts);
        return new(Value.Of(accesses.SetItem(read.Place, Value.Of(parts[0], parts[1], stale)).AsSpan()));
    }

    private static List<Access> Accesses(List<GeneratedOperation> operations)
    {
        List<Access> accesses = [];
        foreach (var operation in operations)
        {
            var (call, slot) = (operation.Call, operation.Call.Key);
            switch (call.Function)
            {
                case "read" or "get":
                    accesses.Add(new(operation, slot, IsRead: true));
                    break;
                case "write" or "put" or "append":
                    accesses.Add(new(operation, slot, IsRead: false, call.Argument));
                    break;
                case "delete":
                    accesses.Add(new(operation, slot, IsRead: false));
                    break;
                case "cas" when operation.IsUnknown || operation.Answer.Result.IsNull:
                    call.Argument.TryGetList(out var pair);
                    accesses.Add(new(operation, slot, IsRead: false, pair[1]));
                    break;
                case "txn":
                    AddTransaction(accesses, operation);
                    break;
                default:
                    break;
            }
        }

        return accesses;
    }

    // A read after a write of the same register within its transaction reads that; such reads are left alone.
    private static void AddTransaction(List<Access> accesses, GeneratedOperation operation)
    {
        operation.Call.Argument.TryGetList(out var parts);
        HashSet<Value> written = [];
        for (var place = 0; place < parts.Length; place++)
        {
            parts[place].TryGetList(out var access);
            if (access[0] == Value.Of("write"))
            {
                accesses.Add(new(operation, access[1], IsRead: false, access[2]));
                written.Add(access[1]);
            }
            else if (!written.Contains(access[1]))
            {
                accesses.Add(new(operation, access[1], IsRead: true, Place: place));
            }
        }
    }

    private readonly record struct Access(GeneratedOperation Operation, Value Slot, bool IsRead, Value Value = default, int Place = -1);
}
