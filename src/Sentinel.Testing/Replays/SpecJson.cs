using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>Writes programs and histories of one spec as JSON, and reads them back.</summary>
internal abstract class SpecJson<TCommand, TResult>
{
    public JsonObject WriteProgram(Program<TCommand> program) => new()
    {
        ["prefix"] = WriteSequence(program.Prefix),
        ["branches"] = new JsonArray([.. program.Branches.Select(branch => (JsonNode)WriteSequence(branch))]),
        ["suffix"] = WriteSequence(program.Suffix),
    };

    /// <exception cref="CounterexampleException">The JSON is not a program of this spec.</exception>
    public Program<TCommand> ReadProgram(JsonNode? json) => new(
        ReadSequence(json?["prefix"]),
        [.. AsArray(json?["branches"], "branches").Select(ReadSequence)],
        ReadSequence(json?["suffix"]));

    public JsonArray WriteHistory(IEnumerable<Operation<TCommand, TResult>> history) =>
        new([.. history.Select(operation =>
        {
            var json = new JsonObject
            {
                ["process"] = operation.Process.Value,
                ["invocation"] = operation.Interval.Invocation,
                ["command"] = WriteCommand(operation.Input),
                ["outcome"] = operation.Outcome.Kind.ToString(),
            };
            if (operation.Outcome.IsReturned)
            {
                json["result"] = WriteResult(operation.Input, operation.Outcome.Value);
            }

            if (!operation.Interval.IsOpen)
            {
                json["response"] = operation.Interval.Response;
            }

            return (JsonNode)json;
        })]);

    /// <exception cref="CounterexampleException">The JSON is not a history of this spec.</exception>
    public History<TCommand, TResult> ReadHistory(JsonNode? json)
    {
        try
        {
            return new(AsArray(json, "history").Select(ReadOperation));
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new CounterexampleException($"the recorded history is damaged: {exception.Message}", exception);
        }
    }

    public abstract JsonNode WriteCommand(TCommand command);

    /// <exception cref="CounterexampleException">The spec has no such operation, or not with these arguments.</exception>
    public abstract TCommand ReadCommand(JsonObject json);

    protected abstract JsonNode? WriteResult(TCommand command, TResult result);

    /// <exception cref="CounterexampleException">The operation has no such result.</exception>
    protected abstract TResult ReadResult(TCommand command, JsonNode? json);

    /// <summary>The error for an operation that the spec does not have, or no longer.</summary>
    protected static CounterexampleException NoSuchOperation(string spec, string? name, IEnumerable<string> known) => new(
        $"{spec} has no operation '{name}' (it has {string.Join(", ", known)}): if it was renamed, rename it in the file; if it is gone, delete the file");

    private static JsonArray AsArray(JsonNode? json, string what) =>
        json as JsonArray ?? throw new CounterexampleException($"'{what}' is missing or is not a list");

    private JsonArray WriteSequence(ImmutableArray<TCommand> commands) => new([.. commands.Select(WriteCommand)]);

    private ImmutableArray<TCommand> ReadSequence(JsonNode? json) =>
        [.. AsArray(json, "a sequence of commands").Select(item =>
            ReadCommand(item as JsonObject ?? throw new CounterexampleException("a command is not an object")))];

    private Operation<TCommand, TResult> ReadOperation(JsonNode? json)
    {
        var command = ReadCommand(json!["command"] as JsonObject ?? throw new CounterexampleException("an operation has no command"));
        var outcome = Enum.Parse<OutcomeKind>(json["outcome"]?.GetValue<string>() ?? "") switch
        {
            OutcomeKind.Returned => Outcome<TResult>.Returned(ReadResult(command, json["result"])),
            OutcomeKind.Failed => Outcome<TResult>.Failed,
            _ => Outcome<TResult>.Unknown,
        };
        return new(
            new(json["process"]?.GetValue<int>() ?? 0),
            command,
            outcome,
            new(json["invocation"]?.GetValue<long>() ?? 0, json["response"]?.GetValue<long>() ?? Interval.Never));
    }
}
