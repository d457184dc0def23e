using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sentinel.Checking;
using Sentinel.Explaining;

namespace Sentinel.Cli.Checking;

/// <summary>One JSON document for all files, with a version.</summary>
/// <remarks>It has two lists: <c>files</c>, with a verdict each, and <c>errors</c>, the files without one.</remarks>
internal sealed class JsonCheckReport(CommandHost host) : ICheckReport
{
    private readonly List<FileResult> results = [];

    /// <inheritdoc/>
    public void Add(FileResult result) => results.Add(result);

    /// <inheritdoc/>
    public void End()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteStartArray("files");
            foreach (var result in results.Where(result => result.Error is null))
            {
                WriteFile(json, result);
            }

            json.WriteEndArray();
            json.WriteStartArray("errors");
            foreach (var result in results.Where(result => result.Error is not null))
            {
                WriteError(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        host.Output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteFile(Utf8JsonWriter json, FileResult result)
    {
        var statistics = result.Verdict!.Statistics;
        json.WriteStartObject();
        json.WriteString("path", result.Path);
        json.WriteString("model", result.Model);
        json.WriteString("verdict", result.Verdict switch
        {
            Verdict.Linearizable => "linearizable",
            Verdict.NotLinearizable => "violation",
            _ => "inconclusive",
        });
        json.WriteNumber("operations", result.History?.Count ?? 0);
        json.WriteNumber("partitions", statistics.Partitions);
        json.WriteNumber("elapsedMs", Math.Round(result.Elapsed.TotalMilliseconds, 3));
        json.WriteNumber("peakStates", statistics.Configurations);
        json.WriteString("decidedBy", statistics.DecidedBy);
        switch (result.Verdict)
        {
            case Verdict.NotLinearizable violation:
                json.WriteString("reason", violation.Why.Sentence);
                WriteStuck(json, violation.Why);
                break;
            case Verdict.Inconclusive inconclusive:
                json.WriteString("limit", inconclusive.Reached.ToString().ToLowerInvariant());
                json.WriteString("reason", inconclusive.Hint);
                break;
            default:
                break;
        }

        json.WriteStartArray("notes");
        foreach (var note in HistoryNotes.Of(result))
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStuck(Utf8JsonWriter json, Explanation why)
    {
        json.WriteStartObject("stuck");
        json.WriteNumber("operation", why.StuckOperation);
        if (why.Operations.FirstOrDefault(operation => operation.Index == why.StuckOperation) is { } stuck)
        {
            json.WriteNumber("process", stuck.Process.Value);
            json.WriteNumber("invocation", stuck.Interval.Invocation);
            if (!stuck.Interval.IsOpen)
            {
                json.WriteNumber("response", stuck.Interval.Response);
            }

            json.WriteString("text", stuck.Text);
        }

        if (why.Key is { } key)
        {
            json.WriteString("key", key);
        }

        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, FileResult result)
    {
        json.WriteStartObject();
        json.WriteString("path", result.Path);
        if (result.Position.Line > 0)
        {
            json.WriteNumber("line", result.Position.Line);
            json.WriteNumber("column", result.Position.Column);
        }

        json.WriteString("message", result.Error);
        json.WriteEndObject();
    }
}
