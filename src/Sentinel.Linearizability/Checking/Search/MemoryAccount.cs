namespace Sentinel.Checking.Search;

/// <summary>The memory of one check, over all threads that work on it.</summary>
/// <remarks>
/// Two guards. What the search keeps (memo, states, paths) is charged before it is allocated. For what only the user knows the size of, states and outputs,
/// the heap is looked at: garbage counts until it is collected, so that a heap over the limit is collected before it is believed, and the next time
/// only after some growth again. Where the process has less memory than the limit, because of a container or of its own settings, a part of that is kept free. Thread-safe.
/// </remarks>
internal sealed class MemoryAccount
{
    private const int KeptFree = 10;
    private readonly Lock gate = new();
    private long limit;
    private long heapLimit;
    private long available;
    private long charged;
    private long heapAtStart;
    private long nextCollection;

    /// <summary>Nothing is taken.</summary>
    public void Restart(long chargeLimit, long heapGrowthLimit)
    {
        limit = chargeLimit;
        heapLimit = nextCollection = heapGrowthLimit;
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
        if (Volatile.Read(ref heapAtStart) < 0)
        {
            Begin(heap);
        }

        // What was garbage at the start is none of the growth, but how much that was shows only when it is gone.
        if (heap < Volatile.Read(ref heapAtStart))
        {
            Volatile.Write(ref heapAtStart, heap);
        }

        if (heap - Volatile.Read(ref heapAtStart) <= Volatile.Read(ref nextCollection))
        {
            return true;
        }

        lock (gate)
        {
            var live = GC.GetTotalMemory(forceFullCollection: true) - heapAtStart;
            Volatile.Write(ref nextCollection, Math.Max(heapLimit, live + (heapLimit / 8)));
            return live <= heapLimit;
        }
    }

    private void Begin(long heap)
    {
        lock (gate)
        {
            if (heapAtStart < 0)
            {
                // Asked for once: the answer is garbage.
                available = available == 0 ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : available;
                heapLimit = nextCollection = Math.Min(heapLimit, Math.Max(1, available - (available / KeptFree) - heap));
                Volatile.Write(ref heapAtStart, heap);
            }
        }
    }
}
