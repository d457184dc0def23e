using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.Testing;

/// <summary>Commands and results that are types of the author's own: each command carries its kind's name as <c>op</c>.</summary>
internal sealed class TypedSpecJson<TCommand, TResult>(string spec, IReadOnlyList<CommandKind<TCommand>> kinds) : SpecJson<TCommand, TResult>
{
    public override JsonNode WriteCommand(TCommand command)
    {
        var kind = kinds.First(candidate => candidate.CommandType == command!.GetType());
        var json = JsonSerializer.SerializeToNode(command, kind.CommandType, JsonForm.Options) as JsonObject ?? [];
        json["op"] = kind.Name;
        return json;
    }

    public override TCommand ReadCommand(JsonObject json)
    {
        var name = json["op"]?.GetValue<string>();
        var kind = kinds.FirstOrDefault(candidate => candidate.Name == name) ?? throw NoSuchOperation(spec, name, kinds.Select(candidate => candidate.Name));
        var arguments = (JsonObject)json.DeepClone();
        arguments.Remove("op");
        return JsonForm.Read<TCommand>(arguments, kind.CommandType, $"the arguments of '{name}'");
    }

    protected override JsonNode? WriteResult(TCommand command, TResult result) =>
        JsonSerializer.SerializeToNode(result, JsonForm.Options);

    protected override TResult ReadResult(TCommand command, JsonNode? json) =>
        JsonForm.Read<TResult>(json, typeof(TResult), $"the result of {command}");
}
