namespace Sentinel.Checking.Monitors;

/// <summary>The texts that one key held, as chains of pieces: a put, or the initial text, and what was appended to it, as far as reads tell.</summary>
/// <remarks>A write that no read tells of is a chain by itself. Operations go by their positions among those that are decided.</remarks>
internal sealed class TextBlocks
{
    /// <summary>The block of the initial text, which nobody wrote.</summary>
    public const int Initial = 0;

    private readonly List<Piece> pieces;
    private readonly List<(string Text, int Piece)> sorted = [];
    private readonly Dictionary<int, int> pieceOf = [];
    private readonly Dictionary<int, int> readOf = [];

    public TextBlocks(string initial)
    {
        pieces = [new(initial, Write: -1, IsStart: true, Block: Initial)];
        if (initial.Length > 0)
        {
            sorted.Add((initial, Initial));
        }
    }

    /// <summary>How many blocks there are; some may be empty.</summary>
    public int Count => pieces.Count;

    /// <summary>Takes a put or an append.</summary>
    public void AddWrite(string text, int position, bool isPut)
    {
        pieceOf.Add(position, pieces.Count);
        sorted.Add((text, pieces.Count));
        pieces.Add(new(text, position, isPut, Block: pieces.Count));
    }

    /// <summary>Whether no piece is a prefix of another; to be asked between the writes and the reads.</summary>
    public bool CanBeToldApart()
    {
        // What begins with a text comes right behind it.
        sorted.Sort(static (one, other) => string.CompareOrdinal(one.Text, other.Text));
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Text.StartsWith(sorted[i - 1].Text, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes a read; if its text contradicts the writes or another read, gives the operations that do.</summary>
    public bool TryAddRead(string text, int position, out IEnumerable<int> pattern)
    {
        pattern = [];
        var last = StartOf(text);
        if (last < 0)
        {
            pattern = [position, .. WritesIn(text)];
            return false;
        }

        for (var at = pieces[last].Text.Length; at < text.Length; at += pieces[last].Text.Length)
        {
            var next = pieces[last].Next;
            if (next < 0 || !text.AsSpan(at).StartsWith(pieces[next].Text, StringComparison.Ordinal))
            {
                var other = Find(text.AsSpan(at));
                if (next >= 0 || other < 0 || pieces[other].IsStart || pieces[other].Depth > 0)
                {
                    // Nobody appended that, or not there.
                    pattern = [position, .. WritesIn(text), .. WritesOf(pieces[last].Block), .. other < 0 ? [] : WritesOf(pieces[other].Block)];
                    return false;
                }

                pieces[last].Next = next = other;
                (pieces[next].Block, pieces[next].Depth) = (pieces[last].Block, pieces[last].Depth + 1);
            }

            last = next;
        }

        readOf.Add(position, last);
        pieces[last].Read = position;
        return true;
    }

    /// <summary>The block of an operation, and its place there.</summary>
    public (int Block, int Level) PlaceOf(int position)
    {
        var isRead = readOf.TryGetValue(position, out var number);
        var piece = pieces[isRead ? number : pieceOf[position]];
        return (piece.Block, (2 * piece.Depth) + (isRead ? 1 : 0));
    }

    /// <summary>All writes of a block, and a read that tells of them all; -1 for one that there is not.</summary>
    public IEnumerable<int> WritesOf(int block)
    {
        var last = block;
        for (var piece = block; piece >= 0; piece = pieces[piece].Next)
        {
            yield return pieces[piece].Write;
            last = piece;
        }

        yield return pieces[last].Read;
    }

    // Where the text begins: at a put, or at the initial text, which may be empty.
    private int StartOf(string text)
    {
        var first = text.Length == 0 ? Initial : Find(text);
        return first >= 0 && pieces[first].IsStart && pieces[first].Text.Length <= text.Length ? first
            : first >= 0 && pieces[Initial].Text.Length == 0 ? Initial
            : -1;
    }

    private IEnumerable<int> WritesIn(string text)
    {
        for (var at = 0; at < text.Length && Find(text.AsSpan(at)) is >= 0 and var piece; at += pieces[piece].Text.Length)
        {
            yield return pieces[piece].Write;
        }
    }

    // The last piece that is not behind the text: whatever lies between a prefix of the text and the text begins with that prefix.
    private int Find(ReadOnlySpan<char> text)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].Text.AsSpan().SequenceCompareTo(text) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && text.StartsWith(sorted[low - 1].Text, StringComparison.Ordinal) ? sorted[low - 1].Piece : -1;
    }

    /// <summary>A text that was written at once.</summary>
    private sealed record Piece(string Text, int Write, bool IsStart, int Block)
    {
        public int Block { get; set; } = Block;

        public int Depth { get; set; }

        public int Next { get; set; } = -1;

        public int Read { get; set; } = -1;
    }
}
