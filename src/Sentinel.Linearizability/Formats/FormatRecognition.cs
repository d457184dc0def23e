namespace Sentinel.Formats;

/// <summary>Tells the format of a file from its beginning.</summary>
internal static class FormatRecognition
{
    /// <summary>The format; a file that holds nothing is of every format, and gets the first.</summary>
    /// <exception cref="HistoryFormatException">It is none of the known ones.</exception>
    public static HistoryFormat Recognise(Utf8Window window)
    {
        var offset = SkipBlankAndComments(window);
        var rest = window.Pending[offset..];
        if (rest.IsEmpty)
        {
            return HistoryFormat.Jsonl;
        }

        window.ExpectText(Math.Min(offset + LineLength(rest), window.Pending.Length));
        switch (rest[0])
        {
            case (byte)'{':
                var inside = rest[1..].TrimStart(" \t\r\n,"u8);
                return inside is [(byte)':' or (byte)';' or (byte)'#', ..] ? HistoryFormat.Edn : HistoryFormat.Jsonl;
            case (byte)'[' or (byte)'(' or (byte)'#':
                return HistoryFormat.Edn;
            default:
                return LogLine.LooksLikeOne(rest[..LineLength(rest)])
                    ? HistoryFormat.Log
                    : throw window.Error(offset,
                        "neither Sentinel JSONL, Jepsen EDN nor a Jepsen log; expected '{', '[', '(' or a log line (--format names the format)");
        }
    }

    private static int SkipBlankAndComments(Utf8Window window)
    {
        var offset = 0;
        while (true)
        {
            var rest = window.Pending[offset..];
            var blank = rest.IndexOfAnyExcept(" \t\r\n"u8);
            if (blank < 0)
            {
                offset = window.Pending.Length;
                if (!window.Fill())
                {
                    return offset;
                }

                continue;
            }

            offset += blank;
            var length = LineLength(window.Pending[offset..]);
            if (offset + length == window.Pending.Length && window.Fill())
            {
                continue; // The line may go on in what was just read.
            }

            if (window.Pending[offset] != (byte)';')
            {
                return offset;
            }

            offset += length;
        }
    }

    private static int LineLength(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        return end < 0 ? rest.Length : end;
    }
}
