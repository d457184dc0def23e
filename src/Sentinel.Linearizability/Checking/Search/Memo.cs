using System.Runtime.CompilerServices;

namespace Sentinel.Checking.Search;

/// <summary>The configurations that the search has been in: (next return, state, linearized among the open ones), and for each the
/// Unknown operations used.</summary>
/// <remarks>Open addressing with linear probing. G. Lowe, <em>Testing for linearizability</em>, 2017, section 4.</remarks>
internal sealed class Memo<TMask>(Budget budget)
    where TMask : struct, IMask<TMask>
{
    private const int SmallCapacity = 64;
    private Entry[] entries = new Entry[SmallCapacity];
    private Use[] uses = new Use[16];
    private int count;
    private int useCount;
    private int maskBytes;

    // The entries across some return of a range that was asked about.
    private (int First, int Last, IEnumerable<int> Entries) near = (0, -1, []);

    /// <summary>Empties it for masks over this many slots.</summary>
    public void Clear(int slots)
    {
        // What has grown is kept for a problem of the same size, such as the next partition, and given back after one that did not need it.
        maskBytes = TMask.HeapBytes(slots);
        if (entries.Length > 64 * SmallCapacity && entries.Length > 8 * count)
        {
            budget.Charge(-(long)entries.Length * (Unsafe.SizeOf<Entry>() + maskBytes));
            entries = new Entry[SmallCapacity];
        }
        else if (count > 0)
        {
            Array.Clear(entries);
        }

        count = 0;
        useCount = 0;
        near = (0, -1, []);
    }

    /// <summary>Enters a configuration. <see langword="false"/> where it, or one that covers it, was entered before.</summary>
    /// <param name="from">The next return of the configuration that it was reached from, or -1.</param>
    /// <param name="next">The next return.</param>
    /// <param name="state">The model's state.</param>
    /// <param name="done">Which of the open operations are linearized.</param>
    /// <param name="use">Which Unknown operations are used.</param>
    /// <param name="covers">Knows which uses cover which; <see langword="null"/> where there is no Unknown operation.</param>
    public bool TryEnter(int from, int next, int state, TMask done, int use, UnknownUses? covers)
    {
        var mask = entries.Length - 1;
        var i = (int)(Hash(next, state, done) >> 32) & mask;
        while (true)
        {
            ref var entry = ref entries[i];
            if (entry.NextPlusOne == 0)
            {
                entry = new() { From = from, NextPlusOne = next + 1, State = state, Done = done, FirstUse = AddUse(use, -1, covers) };
                if (++count > entries.Length / 2)
                {
                    Grow();
                }

                return true;
            }

            if (entry.NextPlusOne == next + 1 && entry.State == state && entry.Done.Equals(done))
            {
                entry.From = Math.Min(entry.From, from);
                if (covers is null)
                {
                    return false;
                }

                for (var u = entry.FirstUse; u >= 0; u = uses[u].Following)
                {
                    if (covers.Covers(uses[u].Id, use))
                    {
                        return false;
                    }
                }

                entry.FirstUse = AddUse(use, entry.FirstUse, covers);
                return true;
            }

            i = (i + 1) & mask;
        }
    }

    /// <summary>For each return of a range, how many configurations <see cref="Across"/> gives.</summary>
    public int[] CountAcross(int first, int last)
    {
        var counts = new int[last - first + 2];
        List<int> met = [];
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            var (from, to) = (Math.Max(entry.From + 1, first), Math.Min(entry.NextPlusOne - 1, last));
            if (entry.NextPlusOne > 0 && from <= to)
            {
                met.Add(i);
                var times = CountUses(entry);
                counts[from - first] += times;
                counts[to - first + 1] -= times;
            }
        }

        for (var i = 1; i < counts.Length; i++)
        {
            counts[i] += counts[i - 1];
        }

        near = (first, last, met);
        return counts[..^1];
    }

    /// <summary>The configurations that the search met on its way across the k-th return: reached from one before it, and not before it themselves.</summary>
    /// <param name="k">The return.</param>
    /// <param name="andAt">Whether those that were reached from one just before that return belong to them too.</param>
    public IEnumerable<(int Next, int State, TMask Done, int Use)> Across(int k, bool andAt)
    {
        // All of millions were gone through once; the many questions that follow are about the last returns.
        foreach (var i in !andAt && near.First <= k && k <= near.Last ? near.Entries : Enumerable.Range(0, entries.Length))
        {
            var entry = entries[i];
            if (entry.NextPlusOne == 0 || entry.From >= (andAt ? k + 1 : k) || entry.NextPlusOne - 1 < k)
            {
                continue;
            }

            if (entry.FirstUse < 0)
            {
                yield return (entry.NextPlusOne - 1, entry.State, entry.Done, 0);
            }

            for (var u = entry.FirstUse; u >= 0; u = uses[u].Following)
            {
                yield return (entry.NextPlusOne - 1, entry.State, entry.Done, uses[u].Id);
            }
        }
    }

    private int CountUses(in Entry entry)
    {
        var times = entry.FirstUse < 0 ? 1 : 0;
        for (var u = entry.FirstUse; u >= 0; u = uses[u].Following)
        {
            times++;
        }

        return times;
    }

    private static ulong Hash(int next, int state, TMask done)
    {
        var hash = ((((ulong)(uint)next << 32) | (uint)state) * 0x9E3779B97F4A7C15UL) ^ (done.Fold() * 0xC2B2AE3D27D4EB4FUL);
        hash ^= hash >> 29;
        return hash * 0xBF58476D1CE4E5B9UL;
    }

    // Without Unknown operations there is no set to remember.
    private int AddUse(int id, int following, UnknownUses? covers)
    {
        if (covers is null)
        {
            return -1;
        }

        if (useCount == uses.Length)
        {
            budget.Charge(uses.Length * (long)Unsafe.SizeOf<Use>());
            Array.Resize(ref uses, useCount * 2);
        }

        uses[useCount] = new(id, following);
        return useCount++;
    }

    private void Grow()
    {
        // Both are there while the entries move. Beyond the limit it stays full: the search ends at its next turn.
        var old = entries;
        var bytes = old.Length * (long)(Unsafe.SizeOf<Entry>() + maskBytes);
        budget.Charge(2 * bytes);
        budget.Charge(-bytes);
        if (budget.Reached == Limit.Memory)
        {
            return;
        }

        entries = new Entry[old.Length * 2];
        var mask = entries.Length - 1;
        foreach (ref readonly var entry in old.AsSpan())
        {
            if (entry.NextPlusOne != 0)
            {
                var i = (int)(Hash(entry.NextPlusOne - 1, entry.State, entry.Done) >> 32) & mask;
                while (entries[i].NextPlusOne != 0)
                {
                    i = (i + 1) & mask;
                }

                entries[i] = entry;
            }
        }
    }

    private struct Entry
    {
        public TMask Done;
        public int From;
        public int NextPlusOne; // 0: free
        public int State;
        public int FirstUse;
    }

    private readonly record struct Use(int Id, int Following);
}
