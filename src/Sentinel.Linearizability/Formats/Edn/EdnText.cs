using System.Globalization;
using System.Text;

namespace Sentinel.Formats.Edn;

/// <summary>The rarer spellings of texts, characters and numbers in EDN.</summary>
internal static class EdnText
{
    /// <summary>A string with escapes, from after its opening quote.</summary>
    public static string ParseEscaped(ref EdnParser parser, ReadOnlySpan<byte> text, int begin)
    {
        var result = new StringBuilder();
        var at = begin;
        while (true)
        {
            var length = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0)
            {
                throw parser.Error(begin - 1, "the string is not closed; expected '\"'");
            }

            result.Append(Encoding.UTF8.GetString(text.Slice(at, length)));
            at += length + 1;
            if (text[at - 1] == (byte)'"')
            {
                parser.At = at;
                return ValueText.HasLoneSurrogate(result.ToString())
                    ? throw parser.Error(begin - 1, "half of a surrogate pair is no text")
                    : result.ToString();
            }

            at += AppendEscape(ref parser, text, at, result);
        }
    }

    /// <summary>A character without its backslash; <see langword="null"/> where it is none.</summary>
    public static string? Character(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("newline"u8))
        {
            return "\n";
        }

        if (name.SequenceEqual("space"u8))
        {
            return " ";
        }

        if (name.SequenceEqual("tab"u8) || name.SequenceEqual("return"u8))
        {
            return name[0] == (byte)'t' ? "\t" : "\r";
        }

        if (name is [(byte)'u', _, _, _, _])
        {
            return TryHex(name[1..], out var unit) && !char.IsSurrogate(unit) ? unit.ToString() : null;
        }

        var text = Encoding.UTF8.GetString(name);
        return new StringInfo(text).LengthInTextElements == 1 ? text : null;
    }

    /// <summary>A number that is not a plain integer: with fraction, exponent, the suffixes N and M, a ratio, or hexadecimal.</summary>
    /// <returns><see langword="null"/> for none, or one so great that a double would make it infinite, and two such the same value.</returns>
    public static Value? Number(ReadOnlySpan<byte> atom)
    {
        var culture = CultureInfo.InvariantCulture;
        if (atom is [.. var big, (byte)'N'] && long.TryParse(big, NumberStyles.AllowLeadingSign, culture, out var integer))
        {
            return Value.Of(integer);
        }

        if (atom is [(byte)'0', (byte)'x' or (byte)'X', .. var digits] && long.TryParse(digits, NumberStyles.AllowHexSpecifier, culture, out integer))
        {
            return Value.Of(integer);
        }

        var slash = atom.IndexOf((byte)'/');
        if (slash > 0
            && long.TryParse(atom[..slash], NumberStyles.AllowLeadingSign, culture, out var numerator)
            && long.TryParse(atom[(slash + 1)..], NumberStyles.None, culture, out var denominator) && denominator > 0)
        {
            return Value.Of((double)numerator / denominator);
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var plain = atom is [.. var exact, (byte)'M'] ? exact : atom;
        return (!IsWhole(atom) || plain.Length < atom.Length) && double.TryParse(plain, Style, culture, out var number) && double.IsFinite(number)
            ? Value.Of(number)
            : null;
    }

    /// <summary>Whether these are digits with a sign and the suffix N at most.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> atom) => atom.TrimStart("+-"u8).TrimEnd((byte)'N').IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static int AppendEscape(ref EdnParser parser, ReadOnlySpan<byte> text, int at, StringBuilder result)
    {
        if (at < text.Length && text[at] == (byte)'u')
        {
            result.Append(TryHex(text[(at + 1)..], out var unit) ? unit : throw parser.Error(at - 1, "expected four hexadecimal digits after \\u"));
            return 5;
        }

        result.Append(at == text.Length ? throw parser.Error(at - 1, "the string is not closed; expected '\"'") : (char)text[at] switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            '0' => '\0',
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            _ => throw parser.Error(at - 1, "this escape is unknown; expected \\n \\t \\r \\b \\f \\\" \\\\ or \\u with four digits"),
        });
        return 1;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < 4 || !ushort.TryParse(text[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        unit = (char)code;
        return true;
    }
}
