using System.Collections.Immutable;

namespace Sentinel.Stores.Specs.Policies;

/// <summary>The versions of one policy: the current one, when each older one was replaced, and the highest one that was returned.</summary>
/// <param name="Replaced">The instant at which each version was replaced, from version 1 on, or the lowest instant where that is forgotten; the current version is the next.</param>
/// <param name="Returned">The highest version that a load returned; 0 for none.</param>
/// <remarks>Immutable and thread-safe, with equality by value.</remarks>
public sealed record PolicyVersions(ImmutableArray<DateTimeOffset> Replaced, long Returned)
{
    /// <summary>Version 1, returned to nobody.</summary>
    public static PolicyVersions First { get; } = new([], 0);

    /// <summary>The current version.</summary>
    public long Current => Replaced.Length + 1;

    /// <summary>Whether a version is current, or was replaced strictly less than the time to live ago.</summary>
    public bool IsFresh(long version, DateTimeOffset now, TimeSpan timeToLive) =>
        version == Current || (version >= 1 && version < Current && now - Replaced[(int)version - 1] < timeToLive);

    /// <summary>The same, without the instants that no longer matter: those of versions that can never be returned again, because a
    /// higher one was, or because their time is over. States that differ in such an instant only become one.</summary>
    public PolicyVersions Forget(DateTimeOffset now, TimeSpan timeToLive)
    {
        var forgotten = Replaced.ToBuilder();
        for (var index = 0; index < forgotten.Count; index++)
        {
            if (index + 1 < Returned || !IsFresh(index + 1, now, timeToLive))
            {
                forgotten[index] = DateTimeOffset.MinValue;
            }
        }

        return this with { Replaced = forgotten.DrainToImmutable() };
    }

    /// <inheritdoc/>
    public bool Equals(PolicyVersions? other) =>
        other is not null && Returned == other.Returned && Replaced.AsSpan().SequenceEqual(other.Replaced.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Returned, Replaced.Length, Replaced.IsEmpty ? default : Replaced[^1]);

    /// <summary>The current version, the replaced ones, and the highest returned one.</summary>
    public override string ToString()
    {
        var replaced = Replaced
            .Select((instant, index) => (Instant: instant, Version: index + 1))
            .Where(entry => entry.Instant != DateTimeOffset.MinValue)
            .Select(entry => $"v{entry.Version} until {SpecTime.Text(entry.Instant)}");
        return $"v{Current}{string.Concat(replaced.Reverse().Take(3).Select(text => $", {text}"))}{(Returned > 0 ? $", v{Returned} returned" : "")}";
    }
}
