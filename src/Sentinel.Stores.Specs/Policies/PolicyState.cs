using System.Collections.Immutable;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>The state of the sequential model of a policy cache.</summary>
/// <param name="Now">What the clock shows.</param>
/// <param name="Armed">How many loads may still fail, and how.</param>
/// <param name="Names">What is known of each name; one that is not in it is as at first. Sorted by name.</param>
/// <remarks>Immutable and thread-safe, with equality by value.</remarks>
public sealed record PolicyState(DateTimeOffset Now, ArmedFaults Armed, ImmutableSortedDictionary<string, PolicyVersions> Names)
{
    /// <summary>Every name at version 1, nothing loaded, the clock at <see cref="SpecTime.Start"/>.</summary>
    public static PolicyState Initial { get; } =
        new(SpecTime.Start, default, ImmutableSortedDictionary.Create<string, PolicyVersions>(StringComparer.Ordinal));

    /// <summary>What is known of a name.</summary>
    public PolicyVersions this[string name] => Names.GetValueOrDefault(name, PolicyVersions.First);

    /// <summary>The state that differs in one name.</summary>
    public PolicyState With(string name, PolicyVersions versions) => this with { Names = Names.SetItem(name, versions) };

    /// <inheritdoc/>
    public bool Equals(PolicyState? other) =>
        other is not null && Now == other.Now && Armed == other.Armed && Names.SequenceEqual(other.Names);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var code = default(HashCode);
        code.Add(Now);
        code.Add(Armed);
        foreach (var (name, versions) in Names)
        {
            code.Add(name);
            code.Add(versions);
        }

        return code.ToHashCode();
    }

    /// <summary>The versions of every name, and the clock.</summary>
    public override string ToString() =>
        $"{{{string.Join("; ", Names.Select(entry => $"{entry.Key} {entry.Value}"))}}} at {SpecTime.Text(Now)}"
        + Armed;
}
