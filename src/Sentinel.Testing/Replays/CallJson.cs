using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.Testing;

/// <summary>Calls of a <see cref="ConcurrentSpec{TSystem,TState}"/>: <c>{"op": "add", "argument": 3}</c>.</summary>
internal sealed class CallJson<TSystem, TState>(string spec, IReadOnlyList<OperationDefinition<TSystem, TState>> operations) : SpecJson<Call, CallResult>
{
    public override JsonNode WriteCommand(Call command)
    {
        var json = new JsonObject { ["op"] = command.Name };
        if (operations[command.Operation].Argument is { } argument)
        {
            json["argument"] = JsonSerializer.SerializeToNode(command.Argument, argument.Type, JsonForm.Options);
        }

        return json;
    }

    public override Call ReadCommand(JsonObject json)
    {
        var name = json["op"]?.GetValue<string>();
        var operation = operations.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw NoSuchOperation(spec, name, operations.Select(candidate => candidate.Name));
        if (operation.Argument is null != !json.ContainsKey("argument"))
        {
            throw new CounterexampleException(operation.Argument is null
                ? $"'{name}' takes no argument, but the file gives one"
                : $"'{name}' takes an argument, but the file gives none");
        }

        return operation.Argument is { } argument
            ? new(operation.Index, operation.Name, JsonForm.Read<object?>(json["argument"], argument.Type, $"the argument of '{name}'"), HasArgument: true)
            : new(operation.Index, operation.Name);
    }

    protected override JsonNode? WriteResult(Call command, CallResult result)
    {
        if (result.Thrown is not null)
        {
            return new JsonObject { ["throws"] = result.Thrown, ["message"] = result.Message };
        }

        return operations[command.Operation].Output is { } type
            ? new JsonObject { ["value"] = JsonSerializer.SerializeToNode(result.Value, type, JsonForm.Options) }
            : [];
    }

    protected override CallResult ReadResult(Call command, JsonNode? json)
    {
        if (json?["throws"]?.GetValue<string>() is { } thrown)
        {
            return new(null, thrown, json["message"]?.GetValue<string>());
        }

        return operations[command.Operation].Output is { } type
            ? CallResult.Of(JsonForm.Read<object?>(json?["value"], type, $"the result of '{command.Name}'"))
            : CallResult.Nothing;
    }
}
