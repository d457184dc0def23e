using System.Globalization;
using System.Text;

namespace Sentinel.Formats;

/// <summary>Writes events as Sentinel JSONL, in the order in which they are given.</summary>
/// <remarks>Not thread-safe. The same events give the same bytes. What is written is read back as it was, but for values that JSON
/// does not have: infinities, and keys of maps that are not texts, become texts.</remarks>
public sealed class EventWriter : IDisposable
{
    private static readonly string[] Types = ["invoke", "ok", "fail", "info"];
    private readonly StringBuilder line = new();
    private readonly StreamWriter writer;

    /// <summary>Makes a writer.</summary>
    /// <param name="stream">Where to; the caller disposes of it.</param>
    public EventWriter(Stream stream) =>
        writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };

    /// <summary>Writes the header, which names the model; it stands before the first event or nowhere.</summary>
    public void WriteHeader(string model)
    {
        line.Append("{\"schema\":1,\"model\":");
        ValueText.Append(line, Value.Of(model));
        EndLine();
    }

    /// <summary>Writes an event.</summary>
    public void Write(in RecordedEvent recorded)
    {
        line.Append(CultureInfo.InvariantCulture, $"{{\"process\":{recorded.Process},\"type\":\"{Types[(int)recorded.Type]}\",\"f\":");
        ValueText.Append(line, Value.Of(recorded.Function));
        Append("key", recorded.Key);
        if (recorded.Type == EventType.Ok || !recorded.Value.IsNull)
        {
            line.Append(",\"value\":");
            ValueText.Append(line, recorded.Value);
        }

        Append("result", recorded.Result);
        EndLine();
    }

    /// <summary>Writes what is still held back.</summary>
    public void Dispose() => writer.Dispose();

    private void Append(string name, Value value)
    {
        if (!value.IsNull)
        {
            line.Append(",\"").Append(name).Append("\":");
            ValueText.Append(line, value);
        }
    }

    private void EndLine()
    {
        writer.Write(line.Append('}'));
        writer.WriteLine();
        line.Clear();
    }
}
