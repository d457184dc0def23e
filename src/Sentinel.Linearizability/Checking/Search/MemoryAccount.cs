namespace Sentinel.Checking.Search;

/// <summary>The memory of one check, over all threads that work on it.</summary>
/// <remarks>
/// Two guards. What the search keeps (memo, states, paths) is charged before it is allocated. For what only the user knows the size of, states and outputs,
/// the heap is looked at: garbage counts until it is collected, so that a heap over the limit is collected once before it is believed, and the next time
/// only after as much growth again. Thread-safe.
/// </remarks>
internal sealed class MemoryAccount
{
    private readonly Lock gate = new();
    private long limit;
    private long charged;
    private long heapAtStart;
    private long nextCollection;

    /// <summary>Nothing is taken.</summary>
    public void Restart(long limitBytes)
    {
        limit = nextCollection = limitBytes;
        charged = 0;
        heapAtStart = -1; // Looked at when first needed: small checks end before that.
    }

    /// <summary>Accounts for memory taken (or, if negative, given back).</summary>
    /// <returns>Whether it is within the limit.</returns>
    public bool Charge(long bytes) => Interlocked.Add(ref charged, bytes) <= limit;

    /// <summary>Whether the heap has grown by no more than the limit.</summary>
    public bool IsHeapWithin()
    {
        var heap = GC.GetTotalMemory(forceFullCollection: false);
        Interlocked.CompareExchange(ref heapAtStart, heap, -1);
        if (heap - heapAtStart <= Volatile.Read(ref nextCollection))
        {
            return true;
        }

        lock (gate)
        {
            var live = GC.GetTotalMemory(forceFullCollection: true) - heapAtStart;
            Volatile.Write(ref nextCollection, Math.Max(limit, live + (limit / 2)));
            return live <= limit;
        }
    }
}
