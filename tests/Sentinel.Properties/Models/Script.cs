using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Properties.Models;

/// <summary>Histories in short: <c>0+write 1; 1+read; 0-; 1- 1</c>.</summary>
/// <remarks><c>+</c> invokes an operation with a value, <c>-</c> returns with one, <c>x</c> fails, <c>?</c> is unknown; after
/// <c>!</c> stands the result, after <c>@</c> the key.</remarks>
internal static class Script
{
    public static byte[] ToJsonl(string script)
    {
        Dictionary<int, (string Function, Value Key)> open = [];
        using var stream = new MemoryStream();
        using (var writer = new EventWriter(stream))
        {
            foreach (var step in script.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                writer.Write(Event(step, open));
            }
        }

        return stream.ToArray();
    }

    public static LoadedHistory Load(string model, string script, LoadOptions? options = null)
    {
        using var stream = new MemoryStream(ToJsonl(script));
        return ModelBinding.Find(model)!.Load(EventReader.Open(stream, "script", HistoryFormat.Jsonl), options);
    }

    private static RecordedEvent Event(string step, Dictionary<int, (string Function, Value Key)> open)
    {
        var mark = step.IndexOfAny(['+', '-', 'x', '?']);
        var process = int.Parse(step[..mark], System.Globalization.CultureInfo.InvariantCulture);
        var type = step[mark] switch { '+' => EventType.Invoke, '-' => EventType.Ok, 'x' => EventType.Fail, _ => EventType.Info };
        var (rest, result) = Cut(step[(mark + 1)..], '!');
        (rest, var key) = Cut(rest, '@');
        if (type == EventType.Invoke)
        {
            (var function, var value) = Cut(rest.Trim(), ' ');
            open[process] = (function, key);
            return new() { Process = process, Type = type, Function = function, Key = key, Value = value };
        }

        return new()
        {
            Process = process, Type = type, Function = open[process].Function, Key = open[process].Key,
            Value = string.IsNullOrWhiteSpace(rest) ? Value.Null : Value.Parse(rest), Result = result,
        };
    }

    private static (string Before, Value After) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, Value.Null) : (text[..at], Value.Parse(text[(at + 1)..]));
    }
}
