using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of one key whose text only grows, in O(n log n) comparisons of texts, where the pieces can be told apart.</summary>
/// <param name="initial">The text before the first append.</param>
/// <remarks>
/// <para>A text that was read tells the order of the appends before it. Every text read is a prefix of the longest one, or two of them contradict one another. Where no piece appended
/// is a prefix of another, the longest text falls into pieces in one way, and each was appended by one operation: so these appends have one order. A shorter text ends where
/// a piece ends, and was read between that append and the next. A piece that nobody read was appended after all that were, and after all reads; with an Unknown outcome it is left out.</para>
/// <para>So the order is given, but for reads of one text and for pieces that nobody read, which stand in the order of their invocations: one that begins earlier may as well come first. It is
/// a linearization exactly if none in it ended before one to the left began; those two, with the longest read, are the bad pattern.</para>
/// </remarks>
internal sealed class AppendMonitor(string initial) : IMonitor<KvInput, string>
{
    /// <inheritdoc/>
    public string Name => "append monitor";

    /// <inheritdoc/>
    public MonitorResult Decide(History<KvInput, string> history, ReadOnlySpan<int> indices, Budget budget)
    {
        List<(string Text, int Position)> appends = [];
        List<int> gets = [];
        var (longest, longestGet) = (initial, -1);
        for (var i = 0; i < indices.Length; i++)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[i]];
            if (operation.Input is { Kind: KvOperation.Append, Value.Length: > 0 })
            {
                appends.Add((operation.Input.Value, i));
            }
            else if (operation.Input.Kind == KvOperation.Get && operation.Outcome is { IsReturned: true, Value: { } text })
            {
                gets.Add(i);
                (longest, longestGet) = longestGet < 0 || text.Length > longest.Length ? (text, i) : (longest, longestGet);
            }
            else
            {
                return MonitorResult.NotMine;
            }
        }

        appends.Sort(static (one, other) => string.CompareOrdinal(one.Text, other.Text));
        if (!CanBeToldApart(appends))
        {
            return MonitorResult.NotMine;
        }

        foreach (var get in gets)
        {
            budget.Work();
            var text = history[indices[get]].Outcome.Value;
            if (!longest.StartsWith(text, StringComparison.Ordinal) || !text.StartsWith(initial, StringComparison.Ordinal))
            {
                return MonitorResult.Violation(indices[get], indices[longestGet]);
            }
        }

        // Where in the longest text each piece ends, and the operation of each.
        List<int> ends = [initial.Length];
        List<int> pieces = [];
        while (ends[^1] < longest.Length)
        {
            budget.Work();
            if (FindPiece(appends, longest.AsSpan(ends[^1])) is not { } piece)
            {
                return MonitorResult.Violation(indices[longestGet]);
            }

            pieces.Add(appends[piece].Position);
            ends.Add(ends[^1] + appends[piece].Text.Length);
        }

        return FindTwice(pieces) is { } twice
            ? MonitorResult.Violation(indices[longestGet], indices[twice])
            : Order(history, indices, ends, pieces, gets, longestGet, budget);
    }

    private static bool CanBeToldApart(List<(string Text, int Position)> sorted)
    {
        // What begins with a text comes right behind it.
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Text.StartsWith(sorted[i - 1].Text, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // The last piece that is not behind the text: whatever lies between a prefix of the text and the text begins with that prefix.
    private static int? FindPiece(List<(string Text, int Position)> sorted, ReadOnlySpan<char> text)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].Text.AsSpan().SequenceCompareTo(text) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && text.StartsWith(sorted[low - 1].Text, StringComparison.Ordinal) ? low - 1 : null;
    }

    private static int? FindTwice(List<int> pieces)
    {
        HashSet<int> seen = new(pieces.Count);
        foreach (var piece in pieces)
        {
            if (!seen.Add(piece))
            {
                return piece;
            }
        }

        return null;
    }

    private static MonitorResult Order(
        History<KvInput, string> history, ReadOnlySpan<int> indices, List<int> ends, List<int> pieces, List<int> gets, int longestGet, Budget budget)
    {
        // Each stands behind so many pieces, a piece behind itself; pieces that nobody read come last.
        var behind = new (int Pieces, bool IsGet, int Position)[indices.Length];
        for (var i = 0; i < behind.Length; i++)
        {
            behind[i] = (int.MaxValue, false, i);
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            behind[pieces[i]].Pieces = i + 1;
        }

        foreach (var get in gets)
        {
            var piece = ends.BinarySearch(history[indices[get]].Outcome.Value.Length);
            if (piece < 0)
            {
                return MonitorResult.Violation(indices[get], indices[longestGet]);
            }

            behind[get] = (piece, true, get);
        }

        Array.Sort(behind);
        List<int> witness = new(behind.Length);
        var last = -1;
        foreach (var (count, _, position) in behind)
        {
            budget.Work();
            ref readonly var operation = ref history[indices[position]];
            if (count == int.MaxValue && !operation.Outcome.IsReturned)
            {
                continue;
            }

            if (last >= 0 && operation.Interval.Precedes(history[indices[last]].Interval))
            {
                return longestGet < 0
                    ? MonitorResult.Violation(indices[position], indices[last])
                    : MonitorResult.Violation(indices[position], indices[last], indices[longestGet]);
            }

            last = Math.Max(last, position);
            witness.Add(indices[position]);
        }

        return MonitorResult.Linearizable([.. witness]);
    }
}
