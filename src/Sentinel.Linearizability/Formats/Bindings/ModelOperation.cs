using System.Collections.Immutable;

namespace Sentinel.Formats.Bindings;

/// <summary>An operation of a built-in model as recorded histories write it.</summary>
/// <remarks>Immutable and thread-safe. For people who record a history; the model itself has types of its own.</remarks>
public sealed record ModelOperation
{
    /// <summary>The name, in the field <c>f</c> of an event.</summary>
    public required string Name { get; init; }

    /// <summary>What the field <c>value</c> (and where it says so <c>key</c>) of its invocation holds; empty where nothing is read.</summary>
    public string Argument { get; init; } = "";

    /// <summary>What its end holds when it returned; empty where nothing is read.</summary>
    public string Result { get; init; } = "";

    /// <summary>What it does, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Other names that are understood. Case, <c>-</c> and <c>_</c> never count.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    internal OperationValue Value { get; init; }

    internal bool IsNamed(string name)
    {
        var plain = Plain(name);
        return Plain(Name) == plain || Aliases.Any(alias => Plain(alias) == plain);
    }

    private static string Plain(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
