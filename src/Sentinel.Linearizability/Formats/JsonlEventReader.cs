using System.Text.Json;

namespace Sentinel.Formats;

/// <summary>Sentinel JSONL: one JSON object an event, one event a line; the first line may be a header instead.</summary>
internal sealed class JsonlEventReader : EventReader
{
    private readonly TextPool pool = new();
    private readonly Utf8Window window;
    private RecordedEvent? first;
    private bool begun;
    private bool hasClients;
    private HistoryFormatException? onlyNames;

    public JsonlEventReader(Utf8Window window)
    {
        this.window = window;
        // The header is read at once, so that the model is known before the first event is asked for.
        first = TryReadNext(out var recorded) ? recorded : null;
    }

    public override string Name => window.Name;

    public override bool FailedCasIsAmbiguous => false;

    public override bool TryRead(out RecordedEvent recorded)
    {
        if (first is { } ahead)
        {
            (recorded, first) = (ahead, null);
            return true;
        }

        return TryReadNext(out recorded);
    }

    private bool TryReadNext(out RecordedEvent recorded)
    {
        while (window.TryFindLine(out var length))
        {
            var line = window.Pending[..length];
            var blank = line.IndexOfAnyExcept(" \t\r\n"u8);
            if (blank >= 0 && ParseLine(length, blank, out recorded))
            {
                window.AdvanceLine(length);
                hasClients = true;
                return true;
            }

            window.AdvanceLine(length);
        }

        recorded = default;
        return hasClients || onlyNames is null ? false : throw onlyNames;
    }

    /// <summary>Parses one line.</summary>
    /// <returns>Whether it is an event of a client; otherwise it is the header or an annotation.</returns>
    private bool ParseLine(int length, int blank, out RecordedEvent recorded)
    {
        window.ExpectText(length);
        var isFirst = !begun;
        begun = true;
        if (window.Pending[blank] != (byte)'{')
        {
            throw window.Error(blank, "expected '{': one JSON object a line");
        }

        var fields = new JsonlFields(new(window.Pending[..length]), window, pool);
        try
        {
            fields.Read();
        }
        catch (JsonException error)
        {
            var at = (int)Math.Min(error.BytePositionInLine ?? 0, window.Pending[..length].TrimEnd("\r\n"u8).Length);
            throw window.Error(at, at == window.Pending[..length].TrimEnd("\r\n "u8).Length
                ? "the JSON object is not complete: the line is truncated"
                : "not valid JSON from here on, or nested deeper than 64 levels; expected an object such as {\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}");
        }

        if (isFirst && fields.IsHeader)
        {
            Model = fields.Model;
            recorded = default;
            return false;
        }

        if (fields.IsAnnotation)
        {
            Annotations++;
            // A history of clients that have names would otherwise be empty, and an empty one is linearizable.
            onlyNames ??= hasClients ? null : window.Error(
                blank, "in this line and in all others the process is a name, which stands for what is no client, such as a nemesis; expected the process number of a client");
            recorded = default;
            return false;
        }

        recorded = fields.ToEvent(blank);
        return true;
    }
}
