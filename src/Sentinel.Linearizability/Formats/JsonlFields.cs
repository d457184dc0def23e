using System.Text.Json;

namespace Sentinel.Formats;

/// <summary>The fields of one line of Sentinel JSONL.</summary>
internal ref struct JsonlFields(Utf8JsonReader json, Utf8Window window, TextPool pool)
{
    private const Seen Required = Seen.Process | Seen.Type | Seen.Function;
    private Utf8JsonReader json = json;
    private Seen seen;
    private int process;
    private EventType type;
    private string function = "";
    private Value key;
    private Value value;
    private Value result;

    [Flags]
    private enum Seen
    {
        None = 0,
        Process = 1,
        Type = 2,
        Function = 4,
        Key = 8,
        Value = 16,
        Result = 32,
        Schema = 64,
        Model = 128,
    }

    /// <summary>Whether the line says which schema the file has, instead of telling an event.</summary>
    public readonly bool IsHeader => seen.HasFlag(Seen.Schema) && !seen.HasFlag(Seen.Process);

    /// <summary>Of a header, the model it names.</summary>
    public string? Model { get; private set; }

    /// <summary>Whether the process is no client's.</summary>
    public bool IsAnnotation { get; private set; }

    /// <summary>Reads the whole object.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="HistoryFormatException">It is JSON, but not an event.</exception>
    public void Read()
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = Field();
            if (field != Seen.None && (seen & field) != Seen.None)
            {
                throw Error($"\"{field.ToString().ToLowerInvariant()}\" stands here for the second time");
            }

            seen |= field;
            json.Read();
            ReadField(field);
        }

        json.Read(); // Throws where something follows the object.
    }

    /// <summary>The event.</summary>
    /// <exception cref="HistoryFormatException">A field that every event has is missing.</exception>
    public readonly RecordedEvent ToEvent(int begin)
    {
        if ((seen & Required) != Required)
        {
            var missing = !seen.HasFlag(Seen.Process) ? "process" : !seen.HasFlag(Seen.Type) ? "type" : "f";
            throw window.Error(begin, $"the event has no \"{missing}\"; expected \"process\", \"type\" and \"f\"");
        }

        return new()
        {
            Process = process,
            Type = type,
            Function = function,
            Key = key,
            Value = value,
            Result = result,
            Position = window.PositionOf(begin),
        };
    }

    private readonly Seen Field()
    {
        var name = Unescaped();
        return name.SequenceEqual("process"u8) ? Seen.Process
            : name.SequenceEqual("type"u8) ? Seen.Type
            : name.SequenceEqual("f"u8) ? Seen.Function
            : name.SequenceEqual("value"u8) ? Seen.Value
            : name.SequenceEqual("key"u8) ? Seen.Key
            : name.SequenceEqual("result"u8) ? Seen.Result
            : name.SequenceEqual("schema"u8) ? Seen.Schema
            : name.SequenceEqual("model"u8) ? Seen.Model
            : Seen.None;
    }

    private void ReadField(Seen field)
    {
        switch (field)
        {
            case Seen.Process when json.TokenType == JsonTokenType.Number:
                process = json.TryGetInt32(out var number) ? number : throw Error("expected a process number of 32 bits");
                break;
            case Seen.Process:
                IsAnnotation = json.TokenType == JsonTokenType.String ? true : throw Error("expected a process number, or a name for what is no client");
                break;
            case Seen.Type:
                type = ReadType();
                break;
            case Seen.Function:
                function = json.TokenType == JsonTokenType.String ? Text() : throw Error("expected the name of an operation, such as \"read\"");
                break;
            case Seen.Key:
                key = ReadValue();
                break;
            case Seen.Value:
                value = ReadValue();
                break;
            case Seen.Result:
                result = ReadValue();
                break;
            case Seen.Schema:
                if (json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out var schema) || schema != 1)
                {
                    throw Error("this schema is unknown; expected 1");
                }

                break;
            case Seen.Model:
                Model = json.TokenType == JsonTokenType.String ? Text() : throw Error("expected the name of a model");
                break;
            default:
                json.Skip();
                break;
        }
    }

    private readonly EventType ReadType()
    {
        var word = json.TokenType == JsonTokenType.String ? Unescaped() : throw Error("expected \"invoke\", \"ok\", \"fail\" or \"info\"");
        return word.SequenceEqual("invoke"u8) ? EventType.Invoke
            : word.SequenceEqual("ok"u8) ? EventType.Ok
            : word.SequenceEqual("fail"u8) ? EventType.Fail
            : word.SequenceEqual("info"u8) ? EventType.Info
            : throw Error($"the type {Quote()} is unknown; expected \"invoke\", \"ok\", \"fail\" or \"info\"");
    }

    private Value ReadValue()
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return Value.Of(Text());
            case JsonTokenType.Number:
                return ReadNumber();
            case JsonTokenType.True or JsonTokenType.False:
                return Value.Of(json.GetBoolean());
            case JsonTokenType.StartArray:
                List<Value> elements = [];
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    elements.Add(ReadValue());
                }

                return Value.Of([.. elements]);
            case JsonTokenType.StartObject:
                List<KeyValuePair<Value, Value>> entries = [];
                while (json.Read() && json.TokenType != JsonTokenType.EndObject)
                {
                    var name = Value.Of(Text());
                    json.Read();
                    entries.Add(new(name, ReadValue()));
                }

                return Value.Map(entries);
            default:
                return Value.Null;
        }
    }

    private readonly Value ReadNumber()
    {
        if (json.TryGetInt64(out var integer))
        {
            return Value.Of(integer);
        }

        if (json.ValueSpan.IndexOfAny(".eE"u8) < 0)
        {
            throw Error("a whole number that does not fit 64 bits; write it as a text");
        }

        // Two numbers that are both read as infinity would be the same value.
        var number = json.GetDouble();
        return double.IsFinite(number) ? Value.Of(number) : throw Error("a number that no double can hold; write it as a text");
    }

    // Hardly any name has escapes; without them its bytes are it.
    private readonly ReadOnlySpan<byte> Unescaped() => json.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(Text()) : json.ValueSpan;

    private readonly string Text()
    {
        if (!json.ValueIsEscaped)
        {
            return pool.Get(json.ValueSpan);
        }

        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error("half of a surrogate pair is no text");
        }
    }

    private readonly string Quote() => System.Text.Encoding.UTF8.GetString(json.ValueSpan[..Math.Min(json.ValueSpan.Length, 40)]);

    private readonly HistoryFormatException Error(string reason) => window.Error((int)json.TokenStartIndex, reason);
}
