using System.Text;

namespace Sentinel.Formats.Edn;

/// <summary>One event as a map of EDN, or as the line of a log.</summary>
internal static class EdnEvent
{
    private const string Expected = "expected :invoke, :ok, :fail or :info";

    [Flags]
    private enum Seen
    {
        None = 0,
        Process = 1,
        Type = 2,
        Function = 4,
        Value = 8,
        Key = 16,
        Result = 32,
    }

    /// <summary>Parses a map.</summary>
    /// <returns><see langword="false"/> where the process is no client's.</returns>
    public static bool TryParse(EdnParser parser, Utf8Window window, out RecordedEvent recorded)
    {
        SkipTags(ref parser);
        if (!parser.TryTake((byte)'{'))
        {
            throw parser.Error(parser.At, "expected '{': one map an event");
        }

        var (seen, typeAt, client) = (Seen.None, 0, true);
        recorded = new() { Process = 0, Type = EventType.Invoke, Function = "", Position = window.PositionOf(0) };
        var type = ReadOnlySpan<byte>.Empty;
        while (!parser.TryTake((byte)'}'))
        {
            _ = parser.Peek();
            var keyAt = parser.At;
            var field = Field(ref parser);
            if (field != Seen.None && (seen & field) != Seen.None)
            {
                throw parser.Error(keyAt, "this key stands here for the second time");
            }

            seen |= field;
            switch (field)
            {
                case Seen.Process:
                    client = TryParseProcess(ref parser, out var process);
                    recorded = recorded with { Process = process };
                    break;
                case Seen.Type:
                    _ = parser.Peek();
                    typeAt = parser.At;
                    type = parser.TakeAtom();
                    break;
                case Seen.Function:
                    recorded = recorded with { Function = ParseFunction(ref parser) };
                    break;
                case Seen.Value:
                    recorded = recorded with { Value = parser.ParseValue() };
                    break;
                case Seen.Key:
                    recorded = recorded with { Key = parser.ParseValue() };
                    break;
                case Seen.Result:
                    recorded = recorded with { Result = parser.ParseValue() };
                    break;
                default:
                    parser.SkipValue();
                    break;
            }
        }

        if (!seen.HasFlag(Seen.Process))
        {
            throw parser.Error(0, "the event has no :process; expected :process, :type and :f");
        }

        if (client)
        {
            Require(ref parser, seen, Seen.Type, ":type");
            Require(ref parser, seen, Seen.Function, ":f");
            recorded = recorded with { Type = Type(type) ?? throw UnknownType(ref parser, typeAt, type) };
        }

        return client;
    }

    /// <summary>Parses what stands on a line of a log: process, type, function, value, and perhaps more, which is not read.</summary>
    /// <returns><see langword="false"/> where the process is no client's.</returns>
    public static bool TryParseLine(EdnParser parser, TextPosition position, out RecordedEvent recorded)
    {
        recorded = default;
        if (!TryParseProcess(ref parser, out var process))
        {
            return false;
        }

        _ = parser.Peek();
        var typeAt = parser.At;
        var word = parser.TakeAtom();
        var type = Type(word) ?? throw UnknownType(ref parser, typeAt, word);
        if (!parser.HasMore())
        {
            throw parser.Error(parser.At, "the line ends before the function; expected process, type, function and value");
        }

        var function = ParseFunction(ref parser);
        if (!parser.HasMore())
        {
            throw parser.Error(parser.At, "the line ends before the value; expected process, type, function and value");
        }

        recorded = new()
        {
            Process = process,
            Type = type,
            Function = function,
            // What an Unknown operation has here is why: a text that follows no grammar.
            Value = type == EventType.Info ? Value.Null : parser.ParseValue(),
            Position = position,
        };
        return true;
    }

    private static void SkipTags(ref EdnParser parser)
    {
        while (parser.TryTake((byte)'#'))
        {
            parser.TakeAtom();
        }
    }

    private static Seen Field(ref EdnParser parser)
    {
        if (parser.Peek() != (byte)':')
        {
            parser.SkipValue();
            return Seen.None;
        }

        var name = parser.TakeAtom();
        return name.SequenceEqual(":process"u8) ? Seen.Process
            : name.SequenceEqual(":type"u8) ? Seen.Type
            : name.SequenceEqual(":f"u8) ? Seen.Function
            : name.SequenceEqual(":value"u8) ? Seen.Value
            : name.SequenceEqual(":key"u8) ? Seen.Key
            : name.SequenceEqual(":result"u8) ? Seen.Result
            : Seen.None;
    }

    private static bool TryParseProcess(ref EdnParser parser, out int process)
    {
        _ = parser.Peek();
        var at = parser.At;
        process = 0;
        if (!parser.ParseValue().TryGetInteger(out var number))
        {
            return false;
        }

        process = number is >= int.MinValue and <= int.MaxValue ? (int)number : throw parser.Error(at, "expected a process number of 32 bits");
        return true;
    }

    private static string ParseFunction(ref EdnParser parser)
    {
        _ = parser.Peek();
        var at = parser.At;
        return parser.ParseValue() switch
        {
            var name when name.TryGetText(out var text) => text,
            { IsNull: true } => "",
            _ => throw parser.Error(at, "expected the name of an operation, such as :read"),
        };
    }

    private static void Require(ref EdnParser parser, Seen seen, Seen field, string name)
    {
        if (!seen.HasFlag(field))
        {
            throw parser.Error(0, $"the event has no {name}; expected :process, :type and :f");
        }
    }

    private static EventType? Type(ReadOnlySpan<byte> word) =>
        word.SequenceEqual(":invoke"u8) ? EventType.Invoke
        : word.SequenceEqual(":ok"u8) ? EventType.Ok
        : word.SequenceEqual(":fail"u8) ? EventType.Fail
        : word.SequenceEqual(":info"u8) ? EventType.Info
        : null;

    private static HistoryFormatException UnknownType(ref EdnParser parser, int at, ReadOnlySpan<byte> word) =>
        parser.Error(at, word.IsEmpty ? Expected : $"the type {Encoding.UTF8.GetString(word[..Math.Min(40, word.Length)])} is unknown; {Expected}");
}
