using System.Buffers;

namespace Sentinel.Formats.Edn;

/// <summary>Finds where forms begin and end, without looking at what they are: what follows can then be sure to have a form whole.</summary>
internal static class EdnScanner
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]();\\"u8);

    /// <summary>Whether the byte separates forms. In EDN commas are blanks.</summary>
    public static bool IsBlank(byte character) => character is (byte)' ' or (byte)',' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\f';

    /// <summary>The number of bytes before the next form: blanks and whole comments. An unfinished comment counts to the end.</summary>
    public static int BlankLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == (byte)';')
            {
                var end = text[at..].IndexOf((byte)'\n');
                at = end < 0 ? text.Length : at + end + 1;
            }
            else if (IsBlank(text[at]))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>The length of the collection that begins here, with what stands before its bracket.</summary>
    /// <returns>-1 where it does not end in this text.</returns>
    public static int CollectionLength(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        var at = 0;
        while (true)
        {
            var next = text[at..].IndexOfAny(Structure);
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
            var skipped = 0;
            switch (text[at - 1])
            {
                case (byte)'{' or (byte)'[' or (byte)'(':
                    depth++;
                    break;
                case (byte)'}' or (byte)']' or (byte)')':
                    if (--depth <= 0)
                    {
                        return at;
                    }

                    break;
                case (byte)'"':
                    skipped = StringLength(text[at..]);
                    break;
                case (byte)';':
                    skipped = text[at..].IndexOf((byte)'\n');
                    break;
                default: // A character such as \{: what follows the backslash is no structure.
                    skipped = at < text.Length ? 1 : -1;
                    break;
            }

            if (skipped < 0)
            {
                return -1;
            }

            at += skipped;
        }
    }

    // From after the opening quote to after the closing one.
    private static int StringLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (true)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
            if (text[at - 1] == (byte)'"')
            {
                return at;
            }

            if (at++ == text.Length)
            {
                return -1;
            }
        }
    }
}
