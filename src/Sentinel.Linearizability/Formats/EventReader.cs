using Sentinel.Formats.Edn;

namespace Sentinel.Formats;

/// <summary>Reads a recorded history event by event, in bounded memory.</summary>
/// <remarks>Not thread-safe. Reads the stream and never writes to it. Everything that is read is checked; nothing is skipped but
/// what the format calls an annotation.</remarks>
public abstract class EventReader
{
    private protected EventReader()
    {
    }

    /// <summary>The model that the file says it is of, or <see langword="null"/> where it says nothing.</summary>
    public string? Model { get; private protected set; }

    /// <summary>Events read so far that are not of a client: a nemesis, or other lines of a log.</summary>
    public int Annotations { get; private protected set; }

    /// <summary>The name of the file in messages.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the format leaves open what a failed compare-and-set means; in Sentinel JSONL it did not happen.</summary>
    public abstract bool FailedCasIsAmbiguous { get; }

    /// <summary>Opens a history.</summary>
    /// <param name="stream">The bytes, from the beginning; the caller disposes of it.</param>
    /// <param name="name">The name of the file in messages.</param>
    /// <param name="format">The form it has.</param>
    /// <exception cref="HistoryFormatException">The form is to be recognised, and is none of the known ones; or the first line is malformed.</exception>
    public static EventReader Open(Stream stream, string name, HistoryFormat format = HistoryFormat.Auto)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var window = new Utf8Window(stream, name);
        return (format == HistoryFormat.Auto ? FormatRecognition.Recognise(window) : format) switch
        {
            HistoryFormat.Edn => new IndependentKeyReader(new EdnEventReader(window)),
            HistoryFormat.Log => new IndependentKeyReader(new LogEventReader(window)),
            _ => new JsonlEventReader(window),
        };
    }

    /// <summary>Reads the next event.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    /// <exception cref="HistoryFormatException">The next event is malformed or truncated.</exception>
    public abstract bool TryRead(out RecordedEvent recorded);
}
