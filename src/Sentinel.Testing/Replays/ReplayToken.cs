using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.Testing;

/// <summary>A failure in one line: the spec's name, the program and the decisions of the run; never a seed alone.</summary>
/// <remarks><c>s1.</c>, then base64url of compressed JSON, the first bytes being a checksum. Immutable.</remarks>
public sealed class ReplayToken
{
    /// <summary>The environment variable that makes <c>dotnet test</c> replay a token.</summary>
    public const string Variable = "SENTINEL_REPLAY";

    private const string Prefix = "s1.";

    internal ReplayToken(string spec, RunDecisions decisions, JsonNode program)
    {
        Spec = spec;
        Decisions = decisions;
        Program = program;
    }

    /// <summary>The name of the spec that the program belongs to.</summary>
    public string Spec { get; }

    /// <summary>How the program was run: <c>controlled</c> (the replay is exact) or <c>stress</c> (its rate is measured).</summary>
    public string Tier => Decisions.Tier;

    /// <summary>What decided the run.</summary>
    internal RunDecisions Decisions { get; }

    internal JsonNode Program { get; }

    /// <summary>Reads a token.</summary>
    /// <exception cref="CounterexampleException">The text is no token, is damaged, or is of another version.</exception>
    public static ReplayToken Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new CounterexampleException(text.Length > 2 && text[0] == 's' && char.IsAsciiDigit(text[1])
                ? $"the replay token is of version '{text[..2]}', this Sentinel reads '{Prefix[..2]}': replay it with the version that wrote it"
                : $"this is no replay token: one starts with '{Prefix}'");
        }

        try
        {
            var json = JsonNode.Parse(Unpack(Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length))), documentOptions: JsonForm.Strict);
            return new(json!["spec"]!.GetValue<string>(), DecisionsJson.Read(json), json["program"]!);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidDataException or NullReferenceException or InvalidOperationException)
        {
            throw new CounterexampleException("the replay token is damaged: was it copied whole?", exception);
        }
    }

    /// <summary>The token, one line.</summary>
    public override string ToString()
    {
        var json = new JsonObject { ["spec"] = Spec, ["program"] = Program.DeepClone() };
        DecisionsJson.Write(Decisions, json);
        return Prefix + Base64Url.EncodeToString(Pack(json.ToJsonString()));
    }

    private static byte[] Pack(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream();
        packed.Write(Checksum(plain));
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(plain);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed, 4, packed.Length < 4 ? throw new FormatException() : packed.Length - 4), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        deflate.CopyTo(plain);
        return Checksum(plain.ToArray()).AsSpan().SequenceEqual(packed.AsSpan(0, 4)) ? plain.ToArray() : throw new FormatException();
    }

    /// <summary>FNV-1a: tells a token that was cut or mistyped.</summary>
    private static byte[] Checksum(byte[] data)
    {
        var hash = 2166136261u;
        foreach (var item in data)
        {
            hash = unchecked((hash ^ item) * 16777619);
        }

        return BitConverter.GetBytes(hash);
    }
}
