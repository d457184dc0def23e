using System.Text;

namespace Sentinel.Formats.Edn;

/// <summary>One event as a map of EDN, or as the line of a log.</summary>
internal static class EdnEvent
{
    private const string Expected = "expected :invoke, :ok, :fail or :info";
    private const Seen Required = Seen.Process | Seen.Type | Seen.Function;

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

        var fields = new Fields { IsClient = true };
        while (!parser.TryTake((byte)'}'))
        {
            _ = parser.Peek();
            var keyAt = parser.At;
            var field = Field(ref parser);
            if (field != Seen.None && (fields.Seen & field) != Seen.None)
            {
                throw parser.Error(keyAt, "this key stands here for the second time");
            }

            fields.Seen |= field;
            ReadField(ref parser, field, ref fields);
        }

        if (fields.IsClient && (fields.Seen & Required) != Required)
        {
            var missing = !fields.Seen.HasFlag(Seen.Process) ? ":process" : !fields.Seen.HasFlag(Seen.Type) ? ":type" : ":f";
            throw parser.Error(0, $"the event has no {missing}; expected :process, :type and :f");
        }

        recorded = new()
        {
            Process = fields.Process,
            Type = fields.IsClient ? Type(fields.Type) ?? throw UnknownType(ref parser, fields.TypeAt, fields.Type) : EventType.Info,
            Function = fields.Function ?? "",
            Key = fields.Key,
            Value = fields.Value,
            Result = fields.Result,
            Position = window.PositionOf(0),
        };
        return fields.IsClient;
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

    private static void ReadField(ref EdnParser parser, Seen field, ref Fields fields)
    {
        switch (field)
        {
            case Seen.Process:
                fields.IsClient = TryParseProcess(ref parser, out fields.Process);
                break;
            case Seen.Type:
                _ = parser.Peek();
                fields.TypeAt = parser.At;
                fields.Type = parser.TakeAtom();
                break;
            case Seen.Function:
                fields.Function = ParseFunction(ref parser);
                break;
            case Seen.Value:
                fields.Value = parser.ParseValue();
                break;
            case Seen.Key:
                fields.Key = parser.ParseValue();
                break;
            case Seen.Result:
                fields.Result = parser.ParseValue();
                break;
            default:
                parser.SkipValue();
                break;
        }
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

    private static EventType? Type(ReadOnlySpan<byte> word) =>
        word.SequenceEqual(":invoke"u8) ? EventType.Invoke
        : word.SequenceEqual(":ok"u8) ? EventType.Ok
        : word.SequenceEqual(":fail"u8) ? EventType.Fail
        : word.SequenceEqual(":info"u8) ? EventType.Info
        : null;

    private static HistoryFormatException UnknownType(ref EdnParser parser, int at, ReadOnlySpan<byte> word) =>
        parser.Error(at, word.IsEmpty ? Expected : $"the type {Encoding.UTF8.GetString(word[..Math.Min(40, word.Length)])} is unknown; {Expected}");

    private ref struct Fields
    {
        public Seen Seen;
        public bool IsClient;
        public int Process;
        public int TypeAt;
        public ReadOnlySpan<byte> Type;
        public string? Function;
        public Value Key;
        public Value Value;
        public Value Result;
    }
}
