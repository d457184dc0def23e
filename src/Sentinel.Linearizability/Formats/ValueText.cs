using System.Globalization;
using System.Text;

namespace Sentinel.Formats;

/// <summary>Values as JSON text; what JSON cannot say (infinities, keys that are not texts) is written as a text.</summary>
internal static class ValueText
{
    /// <summary>The JSON of a value.</summary>
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Adds the JSON of a value.</summary>
    public static void Append(StringBuilder target, Value value)
    {
        if (value.TryGetText(out var text))
        {
            AppendQuoted(target, text);
        }
        else if (value.TryGetList(out var elements))
        {
            target.Append('[');
            for (var i = 0; i < elements.Length; i++)
            {
                target.Append(i == 0 ? "" : ",");
                Append(target, elements[i]);
            }

            target.Append(']');
        }
        else if (value.TryGetMap(out var entries))
        {
            target.Append('{');
            for (var i = 0; i < entries.Length; i++)
            {
                target.Append(i == 0 ? "" : ",");
                AppendQuoted(target, Plain(entries[i].Key));
                target.Append(':');
                Append(target, entries[i].Value);
            }

            target.Append('}');
        }
        else
        {
            var atom = Atom(value);
            target.Append(value.Kind == ValueKind.Number && !char.IsAsciiDigit(atom[^1]) ? $"\"{atom}\"" : atom);
        }
    }

    /// <summary>A text without quotes, any other value as JSON.</summary>
    public static string Plain(Value value) => value.TryGetText(out var text) ? text : value.ToString();

    /// <summary>The text of a value that is neither a text nor made of others.</summary>
    public static string Atom(Value value)
    {
        if (value.TryGetBoolean(out var truth))
        {
            return truth ? "true" : "false";
        }

        return value.TryGetInteger(out var integer) ? integer.ToString(CultureInfo.InvariantCulture)
            : value.TryGetNumber(out var number) ? number.ToString("R", CultureInfo.InvariantCulture)
            : "null";
    }

    /// <summary>Whether the text holds half of a surrogate pair, which no UTF-8 text does.</summary>
    public static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLoneSurrogate(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static void AppendQuoted(StringBuilder target, string text)
    {
        target.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            _ = character switch
            {
                '"' => target.Append("\\\""),
                '\\' => target.Append("\\\\"),
                '\n' => target.Append("\\n"),
                '\r' => target.Append("\\r"),
                '\t' => target.Append("\\t"),
                _ when IsLoneSurrogate(text, i) || char.IsControl(character) || character is '\u2028' or '\u2029' =>
                    target.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => target.Append(character),
            };
        }

        target.Append('"');
    }

    // UTF-8 has no half of a surrogate pair; JSON's escape does.
    private static bool IsLoneSurrogate(string text, int index) =>
        (char.IsHighSurrogate(text[index]) && (index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])))
        || (char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1])));
}
