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
/// the initial value is written before everything. In a linearization each cluster is one block, its write first, for a read sees the last write.</para>
/// <para>Linearizable exactly if no read precedes its own write and no two clusters must come before each other (<see cref="Zone"/>): blocks in the order of their zones, with the
/// reads of a block by invocation after its write, respect real time.</para>
/// <para>The pattern of a violation is the two writes and the operations that give f and s of each. It stands for the whole: leaving out a write together with all its reads, or
/// a read, keeps a linearization legal.</para>
/// <para>An Unknown write that nobody read is left out: a linearization that has it is legal without it. One that was read has no response, and
/// f comes from the reads.</para>
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

            cluster.Zone.Add(i, ranks);
        }

        var result = FindBadRead(clusters, ranks, indices) ?? Decide(clusters, membership, indices);
        if (!hasRepeated || result.IsLinearizable == true)
        {
            return result;
        }

        foreach (ref var cluster in CollectionsMarshal.AsSpan(clusters))
        {
            cluster = cluster.IsRepeated ? Cluster.Empty : cluster;
        }

        result = FindBadRead(clusters, ranks, indices) ?? Decide(clusters, membership, indices);
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
                return MonitorResult.Violation(indices[cluster.Zone.FirstResponse]);
            }

            if (cluster.Write >= 0 && ranks.Response[cluster.Zone.FirstResponse] < ranks.Invocation[cluster.Write])
            {
                return MonitorResult.Violation(indices[cluster.Zone.FirstResponse], indices[cluster.Write]);
            }
        }

        return null;
    }

    private static MonitorResult Decide(List<Cluster> clusters, int[] membership, ReadOnlySpan<int> indices)
    {
        var zones = new Zone[clusters.Count];
        for (var id = 0; id < zones.Length; id++)
        {
            zones[id] = clusters[id].Zone;
        }

        var (order, conflict) = Zone.Sort(zones);
        var all = CollectionsMarshal.AsSpan(clusters);
        return conflict is var (one, other) ? Conflict(all[one], all[other], indices) : MonitorResult.Linearizable(Witness(all, order, membership, indices));
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
        foreach (var position in new[] { one.Write, one.Zone.FirstResponse, one.Zone.LastInvocation, other.Write, other.Zone.FirstResponse, other.Zone.LastInvocation })
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
        public Zone Zone;

        public static Cluster Empty => new() { Write = None, Zone = Zone.Empty };

        public static Cluster Initial => new() { Write = BeforeEverything, Zone = Zone.BeforeEverything };
    }

    // The value may be null.
    private readonly record struct Key(T? Value);
}
