using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.Testing;

/// <summary>A counterexample file: the shrunk program, the recorded history that is the proof, and what was wrong with it.</summary>
/// <remarks>JSON with sorted keys, without times and machine names: meant to be committed. Immutable.</remarks>
public sealed class Counterexample
{
    private const int Schema = 1;

    internal Counterexample(string spec, JsonNode program, JsonNode history, RunDecisions decisions, string finding, string sentence, string reproduction)
    {
        Spec = spec;
        Program = program;
        History = history;
        Decisions = decisions;
        Finding = finding;
        Sentence = sentence;
        Reproduction = reproduction;
    }

    /// <summary>The name of the spec that it belongs to.</summary>
    public string Spec { get; }

    /// <summary>The headline of the finding.</summary>
    public string Finding { get; }

    /// <summary>The finding in one sentence.</summary>
    public string Sentence { get; }

    /// <summary>How often the shrunk program failed when it was run again, as <c>3 of 500</c>.</summary>
    public string Reproduction { get; }

    /// <summary>The file's name: a hash of the program, so that the same failure is the same file.</summary>
    public string FileName => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonForm.Sorted(Program)!.ToJsonString())))[..12]}.json";

    /// <summary>The token that replays it.</summary>
    public ReplayToken Token => new(Spec, Decisions, Program);

    internal JsonNode Program { get; }

    internal JsonNode History { get; }

    internal RunDecisions Decisions { get; }

    /// <summary>Whether the recorded history alone shows the violation: not so for a run that did not end.</summary>
    internal bool ProvesByHistory => Testing.Finding.IsProvedByHistory(Finding);

    /// <summary>Reads a file.</summary>
    /// <exception cref="CounterexampleException">The file can't be read or is no counterexample; the message has its path.</exception>
    public static Counterexample Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CounterexampleException)
        {
            var place = exception.InnerException is JsonException json ? $"{path}:{json.LineNumber + 1}:{json.BytePositionInLine + 1}" : path;
            throw new CounterexampleException($"{place}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file into a folder, whole or not at all, and gives its path.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        // A temporary file in the same folder: a rename across devices is not atomic.
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, ToString());
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    /// <summary>The file's text.</summary>
    public override string ToString()
    {
        var json = new JsonObject
        {
            ["schema"] = Schema,
            ["spec"] = Spec,
            ["finding"] = Finding,
            ["sentence"] = Sentence,
            ["reproduction"] = Reproduction,
            ["program"] = Program.DeepClone(),
            ["history"] = History.DeepClone(),
        };
        DecisionsJson.Write(Decisions, json);
        return JsonForm.Sorted(json)!.ToJsonString(JsonForm.Options) + "\n";
    }

    private static Counterexample Parse(string text)
    {
        try
        {
            var json = JsonNode.Parse(text, documentOptions: JsonForm.Strict) as JsonObject ?? throw new CounterexampleException("this is no counterexample: a JSON object was expected");
            if (json["schema"]?.GetValue<int>() != Schema)
            {
                throw new CounterexampleException(json["schema"] is null
                    ? $"this is no counterexample: it has no 'schema', which should be {Schema}"
                    : $"this is no counterexample of schema {Schema}: it says '{json["schema"]}'");
            }

            return new(
                Text(json, "spec"),
                json["program"] ?? throw new CounterexampleException("it has no 'program'"),
                json["history"] ?? throw new CounterexampleException("it has no 'history'"),
                DecisionsJson.Read(json),
                Text(json, "finding"),
                Text(json, "sentence"),
                Text(json, "reproduction"));
        }
        catch (JsonException exception)
        {
            throw new CounterexampleException($"this is no JSON: {exception.Message.Split(". ")[0]}", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new CounterexampleException($"a value has another type than expected: {exception.Message}", exception);
        }
    }

    private static string Text(JsonObject json, string key) =>
        json[key]?.GetValue<string>() ?? throw new CounterexampleException($"it has no '{key}'");
}
