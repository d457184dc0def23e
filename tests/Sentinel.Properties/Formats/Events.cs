using System.Text;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

/// <summary>Reads texts as histories.</summary>
internal static class Events
{
    public static List<RecordedEvent> Read(string text, HistoryFormat format = HistoryFormat.Auto) => Read(Encoding.UTF8.GetBytes(text), format);

    public static List<RecordedEvent> Read(byte[] bytes, HistoryFormat format = HistoryFormat.Auto)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return Read(stream, format);
    }

    public static List<RecordedEvent> Read(Stream stream, HistoryFormat format = HistoryFormat.Auto)
    {
        var reader = EventReader.Open(stream, "h", format);
        List<RecordedEvent> events = [];
        while (reader.TryRead(out var recorded))
        {
            events.Add(recorded);
        }

        return events;
    }

    /// <summary>The error that reading the text gives.</summary>
    public static HistoryFormatException ErrorOf(string text, HistoryFormat format = HistoryFormat.Auto) =>
        Assert.Throws<HistoryFormatException>(() => Read(text, format));

    public static List<RecordedEvent> WithoutPositions(this IEnumerable<RecordedEvent> events) =>
        [.. events.Select(recorded => recorded with { Position = default })];

    public static byte[] Write(IEnumerable<RecordedEvent> events)
    {
        using var stream = new MemoryStream();
        using (var writer = new EventWriter(stream))
        {
            foreach (var recorded in events)
            {
                writer.Write(recorded);
            }
        }

        return stream.ToArray();
    }
}
