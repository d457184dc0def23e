using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sentinel.Testing;

/// <summary>Writes an abstract record and its cases with the case's name as <c>case</c>, without attributes on the author's types.</summary>
internal sealed class ClosedHierarchyConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert is { IsClass: true, IsAbstract: true, IsGenericTypeDefinition: false } && CasesOf(typeToConvert).Length > 0;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private static Type[] CasesOf(Type type) =>
        Array.FindAll(type.Assembly.GetTypes(), candidate => candidate.IsClass && !candidate.IsAbstract && candidate.IsSubclassOf(type));

    private sealed class Converter<T> : JsonConverter<T>
        where T : class
    {
        private const string CaseKey = "case";
        private readonly Dictionary<string, Type> cases = CasesOf(typeof(T)).ToDictionary(type => type.Name, StringComparer.Ordinal);

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var json = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException($"a {typeof(T).Name} is an object");
            var name = json[CaseKey]?.GetValue<string>();
            if (name is null || !cases.TryGetValue(name, out var type))
            {
                throw new JsonException($"{typeof(T).Name} has no case '{name}' (it has {string.Join(", ", cases.Keys.Order(StringComparer.Ordinal))})");
            }

            json.Remove(CaseKey);
            return (T?)json.Deserialize(type, options);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var json = JsonSerializer.SerializeToNode(value, value.GetType(), options) as JsonObject ?? [];
            json[CaseKey] = value.GetType().Name;
            json.WriteTo(writer, options);
        }
    }
}
