using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sentinel.Testing;

/// <summary>The form of the JSON in counterexample files: keys sorted, so that a file changes only where its content does.</summary>
internal static class JsonForm
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        Converters = { new JsonStringEnumConverter(), new ClosedHierarchyConverterFactory() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
    };

    /// <summary>How text is read: a key that is there twice, as a merge may leave it, says two things.</summary>
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <exception cref="CounterexampleException">The JSON is not of this type.</exception>
    public static T Read<T>(JsonNode? json, Type type, string what)
    {
        try
        {
            return (T)json.Deserialize(type, Options)!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new CounterexampleException($"{what} can't be read as {type.Name}: {exception.Message}", exception);
        }
    }

    /// <summary>The same content with the keys of every object in ordinal order.</summary>
    public static JsonNode? Sorted(JsonNode? json) => json switch
    {
        JsonObject item => new JsonObject(item.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => json?.DeepClone(),
    };
}
