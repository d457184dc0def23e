namespace Sentinel.Formats;

/// <summary>Tells which lines of a Jepsen log are operations.</summary>
internal static class LogLine
{
    /// <summary>Where the operation of the line begins.</summary>
    /// <returns>-1 where the line is a remark of something else, -2 where it is neither.</returns>
    public static int OperationStart(ReadOnlySpan<byte> line)
    {
        var begin = line.IndexOfAnyExcept(" \t"u8);
        if (begin < 0)
        {
            return -1;
        }

        foreach (var logger in (ReadOnlySpan<string>)["jepsen.util - ", "jepsen.util: "])
        {
            var at = IndexOf(line, logger);
            if (at >= 0)
            {
                return at + logger.Length;
            }
        }

        // history.txt has the operations alone.
        var first = line[begin..];
        if (IsProcess(first))
        {
            return begin;
        }

        return HasLevel(line) ? -1 : -2;
    }

    /// <summary>Whether this can be a line of a log.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> line) => OperationStart(line) > -2;

    private static int IndexOf(ReadOnlySpan<byte> line, string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        System.Text.Encoding.ASCII.GetBytes(text, bytes);
        return line.IndexOf(bytes);
    }

    // A number or a keyword, then a type.
    private static bool IsProcess(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(" \t"u8);
        return end > 0
            && (text[0] == (byte)':' || text[..end].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            && text[end..].TrimStart(" \t"u8) is [(byte)':', ..];
    }

    private static bool HasLevel(ReadOnlySpan<byte> line)
    {
        foreach (var level in (ReadOnlySpan<string>)["INFO", "WARN", "ERROR", "DEBUG", "TRACE"])
        {
            var at = IndexOf(line, level);
            if (at >= 0 && (at == 0 || line[at - 1] is (byte)' ' or (byte)'\t' or (byte)'}' or (byte)'['))
            {
                return true;
            }
        }

        return false;
    }
}
