using System.Runtime.InteropServices;
using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of one key whose text is set and appended to, in O(n log n) and the length of all texts, where the pieces can be told apart.</summary>
/// <param name="initial">The text before everything.</param>
/// <remarks>
/// <para>Where no text that was put or appended is a prefix of another, nor of the initial one, a text that was read falls into such pieces in one way: a put (or the initial text) and the appends
/// after it, in their order. With every piece written once, all reads that begin with the same put tell of one time, from that put to the next; so they, the put and the appends
/// that they tell of stand in one order, and in a linearization they are one block: whatever else changes the text would be seen in between. Two texts of one put that go on with
/// different pieces, a piece in two places, and a piece that nobody wrote contradict one another.</para>
/// <para>Within a block the order is given but for reads of one text, which stand in the order of their invocations: none may end before one to its left begins. Then each operation of the
/// block can take effect at a moment within the block's zone, in that order: at the latest invocation up to it, or at the block's first response where that is later. A put or append that
/// nobody read is a block of its own: it may stand between any two blocks, for the next begins with a put, or is such a one too; only the block of the initial text comes before
/// everything. So the blocks are those of Gibbons and Korach, and <see cref="Zone"/> decides.</para>
/// <para>The pattern of a violation is all writes of a block, the read that tells of most of them, and the two operations that stand wrongly; of two blocks where they exclude
/// each other. It stands for the
/// whole: leaving out a whole block, an operation that nobody read, or a read, keeps a linearization legal. An Unknown write that nobody read is left out.</para>
/// </remarks>
internal sealed class TextMonitor(string initial) : IMonitor<KvInput, string>
{
    /// <inheritdoc/>
    public string Name => "text monitor";

    /// <inheritdoc/>
    public MonitorResult Decide(History<KvInput, string> history, ReadOnlySpan<int> indices, Budget budget)
    {
        TextBlocks blocks = new(initial);
        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            if (operation.Input is { Kind: KvOperation.Put or KvOperation.Append, Value.Length: > 0 })
            {
                blocks.AddWrite(operation.Input.Value, i, operation.Input.Kind == KvOperation.Put);
            }
            else if (operation.Input.Kind != KvOperation.Get || !operation.Outcome.IsReturned)
            {
                return MonitorResult.NotMine;
            }
        }

        if (!blocks.CanBeToldApart())
        {
            return MonitorResult.NotMine;
        }

        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            if (operation.Input.Kind == KvOperation.Get && !blocks.TryAddRead(operation.Outcome.Value, i, out var pattern))
            {
                return Violation(pattern, indices);
            }
        }

        return Order(blocks, EventRanks.Of(history, indices), indices, budget);
    }

    private static MonitorResult Order(TextBlocks blocks, EventRanks ranks, ReadOnlySpan<int> indices, Budget budget)
    {
        // By block, then in the order within it.
        var places = new (int Block, int Level, int Position)[indices.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var (block, level) = blocks.PlaceOf(i);
            places[i] = (block, level, i);
        }

        Array.Sort(places);
        var zones = new Zone[blocks.Count];
        Array.Fill(zones, Zone.Empty);
        zones[TextBlocks.Initial] = Zone.BeforeEverything;
        foreach (var (block, _, position) in places)
        {
            budget.Work();
            ref var zone = ref zones[block];
            if (zone.LastInvocation >= 0 && ranks.Response[position] < zone.Last)
            {
                return Violation([.. blocks.WritesOf(block), position, zone.LastInvocation], indices);
            }

            zone.Add(position, ranks);
        }

        var (order, conflict) = Zone.Sort(zones);
        if (conflict is var (one, other))
        {
            return Violation([.. blocks.WritesOf(one), .. Ends(zones[one]), .. blocks.WritesOf(other), .. Ends(zones[other])], indices);
        }

        var begin = new int[blocks.Count];
        for (var i = places.Length - 1; i >= 0; i--)
        {
            begin[places[i].Block] = i;
        }

        List<int> witness = new(indices.Length);
        foreach (var block in order)
        {
            for (var i = begin[block]; i < places.Length && places[i].Block == block; i++)
            {
                witness.Add(indices[places[i].Position]);
            }
        }

        return MonitorResult.Linearizable([.. witness]);
    }

    private static int[] Ends(in Zone zone) => [zone.FirstResponse, zone.LastInvocation];

    private static MonitorResult Violation(IEnumerable<int> positions, ReadOnlySpan<int> indices)
    {
        List<int> pattern = [];
        foreach (var position in positions)
        {
            if (position >= 0)
            {
                pattern.Add(indices[position]);
            }
        }

        return MonitorResult.Violation(CollectionsMarshal.AsSpan(pattern));
    }
}
