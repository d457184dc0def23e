using System.Globalization;
using System.Text;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

/// <summary>Writes EDN as other programs do, in one of several styles.</summary>
internal static class EdnWriter
{
    public static string Write(IEnumerable<RecordedEvent> events, int style)
    {
        var maps = events.Select(recorded => Write(recorded, style));
        return (style % 4) switch
        {
            0 => string.Join('\n', maps),
            1 => $"[{string.Join("\n ", maps)}]",
            2 => $"({string.Join(" , ", maps)})\n",
            _ => string.Join(" ; remark {\n", maps),
        };
    }

    public static string Write(Value value)
    {
        if (value.TryGetText(out var text))
        {
            return Quote(text);
        }

        if (value.TryGetList(out var elements))
        {
            return $"[{string.Join(' ', elements.Select(Write))}]";
        }

        return value.TryGetMap(out var entries) ? $"{{{string.Join(", ", entries.Select(entry => $"{Write(entry.Key)} {Write(entry.Value)}"))}}}"
            : value.IsNull ? "nil" : value.ToString();
    }

    private static string Write(RecordedEvent recorded, int style)
    {
        var separator = style % 3 == 0 ? ", " : "\n  ";
        string[] fields =
        [
            $":process {recorded.Process.ToString(CultureInfo.InvariantCulture)}",
            $":type :{recorded.Type.ToString().ToLowerInvariant()}",
            $":f {Quote(recorded.Function)}",
            $":value {Write(recorded.Value)}",
            $":key {Write(recorded.Key)}",
            $":result {Write(recorded.Result)}",
            ":time 123456789",
        ];
        return $"{(style % 5 == 0 ? "#jepsen.history.Op" : "")}{{{string.Join(separator, style % 2 == 0 ? fields : fields.Reverse())}}}";
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
