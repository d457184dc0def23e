using System.Collections.Immutable;

namespace Sentinel.Models;

/// <summary>What the keys of a key-value store hold; a key that holds nothing is not in it.</summary>
/// <remarks>Immutable, with equality by content.</remarks>
public sealed class KvState : IEquatable<KvState>
{
    private readonly ImmutableSortedDictionary<string, string> values;
    private readonly int hash;

    private KvState(ImmutableSortedDictionary<string, string> values, int hash)
    {
        this.values = values;
        this.hash = hash;
    }

    /// <summary>The state in which no key holds anything.</summary>
    public static KvState Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), 0);

    /// <summary>What the key holds, or <see langword="null"/> where it was never set.</summary>
    public string? this[string key] => values.GetValueOrDefault(key);

    /// <summary>The state that differs from this one in one key.</summary>
    public KvState With(string key, string value)
    {
        // The hash is the exclusive or over the entries, so that it is known without looking at the others.
        var without = values.TryGetValue(key, out var old) ? hash ^ HashCode.Combine(key, old) : hash;
        return new(values.SetItem(key, value), without ^ HashCode.Combine(key, value));
    }

    /// <inheritdoc/>
    public bool Equals(KvState? other) =>
        other is not null && hash == other.hash && (ReferenceEquals(this, other) || values.SequenceEqual(other.values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KvState);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The entries: <c>{a: "1", b: "23"}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", values.Select(entry => $"{entry.Key}: \"{entry.Value}\""))}}}";
}
