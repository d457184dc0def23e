using System.Runtime.InteropServices;
using Sentinel.Checking.Search;
using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of a register, in O(n log n), where values are written once, or their being written again does not matter.</summary>
/// <param name="name">The name in the statistics.</param>
/// <param name="initial">The value before the first write.</param>
/// <param name="view">What an operation is to the register, and the value that it writes or reads.</param>
/// <remarks>
/// <para>P. Gibbons and E. Korach, <em>Testing shared memories</em>, 1997, section 4. Operations fall into <em>clusters</em>, one a value: its write and its reads;
/// the initial value is written before everything. In a linearization each cluster is one block, its write first, for a read sees the last write. For a
/// cluster A let f(A) be the first response and s(A) the last invocation in it. Some operation of A precedes some operation of B exactly if
/// f(A) &lt; s(B); then block A must come before block B. Write A → B.</para>
/// <para>Linearizable exactly if no read precedes its own write and no two clusters have A → B and B → A. Needed: blocks cannot come before each
/// other. Enough: with A → B and not B → A we have f(A) &lt; s(B) and s(A) ≤ f(B), so f(A) + s(A) &lt; f(B) + s(B). Hence blocks sorted by f + s respect
/// every →, and the order, with the reads of a block by invocation after its write, respects real time.</para>
/// <para>A violation is found in that order too: if B stands after A, but f(B) &lt; s(A), then f(A) ≤ f(B) + s(B) − s(A) &lt; s(B), so A → B as well. The pattern
/// is the two writes and the operations that give f and s. It stands for the whole: leaving out a write together with all its reads, or
/// a read, keeps a linearization legal.</para>
/// <para>An Unknown write that nobody read is left out: a linearization that has it is legal without it. One that was read has no response, and
/// f comes from the reads. Clusters of the same f + s are not related, or would be found in conflict.</para>
/// <para>A value that is written again begins a new cluster, and a read belongs to the last one that was begun before it. That is a guess: a linearization that is found so is one. A
/// violation is one only if it is found without the values that were written more than once; otherwise the search decides.</para>
/// </remarks>
internal sealed class RegisterMonitor<TInput, TOutput, T>(
    string name, T? initial, Func<TInput, Outcome<TOutput>, (RegisterAction Action, T? Value)> view) : IMonitor<TInput, TOutput>
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public MonitorResult Decide(History<TInput, TOutput> history, ReadOnlySpan<int> indices, Budget budget)
    {
        var ranks = EventRanks.Of(history, indices);
        Dictionary<Key, int> clusterOf = new(indices.Length / 2) { [new(initial)] = 0 };
        List<Cluster> clusters = [Cluster.Initial];
        var membership = new int[indices.Length];
        var hasRepeated = false;
        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            var (action, value) = view(operation.Input, operation.Outcome);
            if (action == RegisterAction.Other)
            {
                return MonitorResult.NotMine;
            }

            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(clusterOf, new(value), out var known);
            if (!known)
            {
                id = clusters.Count;
                clusters.Add(Cluster.Empty);
            }

            membership[i] = id;
            ref var cluster = ref CollectionsMarshal.AsSpan(clusters)[id];
            if (action == RegisterAction.Write)
            {
                if (cluster.Write != Cluster.None)
                {
                    (cluster.IsRepeated, hasRepeated) = (true, true);
                    membership[i] = id = clusters.Count;
                    clusters.Add(Cluster.Empty with { IsRepeated = true });
                    cluster = ref CollectionsMarshal.AsSpan(clusters)[id];
                }

                cluster.Write = i;
            }
            else
            {
                cluster.Reads++;
            }

            cluster.Add(i, ranks);
        }

        var result = FindBadRead(clusters, ranks, indices) ?? Decide(clusters, membership, ranks, indices);
        if (!hasRepeated || result.IsLinearizable == true)
        {
            return result;
        }

        foreach (ref var cluster in CollectionsMarshal.AsSpan(clusters))
        {
            cluster = cluster.IsRepeated ? Cluster.Empty : cluster;
        }

        result = FindBadRead(clusters, ranks, indices) ?? Decide(clusters, membership, ranks, indices);
        return result.IsLinearizable == false ? result : MonitorResult.NotMine;
    }

    private static MonitorResult? FindBadRead(List<Cluster> clusters, EventRanks ranks, ReadOnlySpan<int> indices)
    {
        foreach (ref readonly var cluster in CollectionsMarshal.AsSpan(clusters))
        {
            if (cluster.Reads == 0)
            {
                continue;
            }

            if (cluster.Write == Cluster.None)
            {
                return MonitorResult.Violation(indices[cluster.FirstResponse]);
            }

            if (cluster.Write >= 0 && ranks.Response[cluster.FirstResponse] < ranks.Invocation[cluster.Write])
            {
                return MonitorResult.Violation(indices[cluster.FirstResponse], indices[cluster.Write]);
            }
        }

        return null;
    }

    private static MonitorResult Decide(List<Cluster> clusters, int[] membership, EventRanks ranks, ReadOnlySpan<int> indices)
    {
        var all = CollectionsMarshal.AsSpan(clusters);
        var keys = new long[all.Length];
        var order = new int[all.Length];
        var count = 0;
        for (var id = 0; id < all.Length; id++)
        {
            // Nobody read it, and nothing says that it happened.
            if (all[id].First != EventRanks.Never)
            {
                keys[count] = (long)all[id].First + all[id].Last;
                order[count++] = id;
            }
        }

        Array.Sort(keys, order, 0, count);
        var first = -1;
        for (var i = count - 1; i >= 0; i--)
        {
            ref readonly var cluster = ref all[order[i]];
            if (first >= 0 && all[first].First < cluster.Last)
            {
                return Conflict(cluster, all[first], indices);
            }

            if (first < 0 || cluster.First < all[first].First)
            {
                first = order[i];
            }
        }

        return MonitorResult.Linearizable(Witness(all, order.AsSpan(0, count), membership, indices));
    }

    private static int[] Witness(ReadOnlySpan<Cluster> clusters, ReadOnlySpan<int> order, int[] membership, ReadOnlySpan<int> indices)
    {
        // Where each block begins; its write takes the first place, its reads the others in the order of invocations.
        var next = new int[clusters.Length];
        Array.Fill(next, -1);
        var length = 0;
        foreach (var id in order)
        {
            next[id] = length;
            length += clusters[id].Reads + (clusters[id].Write >= 0 ? 1 : 0);
        }

        var witness = new int[length];
        foreach (var id in order)
        {
            if (clusters[id].Write >= 0)
            {
                witness[next[id]++] = indices[clusters[id].Write];
            }
        }

        for (var i = 0; i < membership.Length; i++)
        {
            if (next[membership[i]] >= 0 && clusters[membership[i]].Write != i)
            {
                witness[next[membership[i]]++] = indices[i];
            }
        }

        return witness;
    }

    private static MonitorResult Conflict(in Cluster one, in Cluster other, ReadOnlySpan<int> indices)
    {
        List<int> pattern = [];
        foreach (var position in new[] { one.Write, one.FirstResponse, one.LastInvocation, other.Write, other.FirstResponse, other.LastInvocation })
        {
            if (position >= 0)
            {
                pattern.Add(indices[position]);
            }
        }

        return MonitorResult.Violation(CollectionsMarshal.AsSpan(pattern));
    }

    /// <summary>A value's write and reads, by positions among the operations.</summary>
    private struct Cluster
    {
        /// <summary>No write.</summary>
        public const int None = -1;

        /// <summary>The write before everything.</summary>
        private const int BeforeEverything = -2;

        public int Write;
        public int Reads;
        public bool IsRepeated;
        public int FirstResponse;
        public int LastInvocation;

        /// <summary>f: the rank of the first response.</summary>
        public int First;

        /// <summary>s: the rank of the last invocation.</summary>
        public int Last;

        public static Cluster Empty => new() { Write = None, FirstResponse = None, LastInvocation = None, First = EventRanks.Never, Last = -1 };

        public static Cluster Initial => Empty with { Write = BeforeEverything, First = -1 };

        public void Add(int position, EventRanks ranks)
        {
            if (ranks.Response[position] < First)
            {
                (First, FirstResponse) = (ranks.Response[position], position);
            }

            if (ranks.Invocation[position] > Last)
            {
                (Last, LastInvocation) = (ranks.Invocation[position], position);
            }
        }
    }

    // The value may be null.
    private readonly record struct Key(T? Value);
}
