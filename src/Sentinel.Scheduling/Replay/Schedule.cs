namespace Sentinel.Scheduling;

/// <summary>The choices of a controlled execution, as the few that deviate from the default.</summary>
/// <remarks>The default choice is to stay on the current thread where it can go on, and else to take the lowest number. Replaying
/// is lenient: a deviation whose target cannot run at that moment is ignored, which is what makes shrinking by
/// omission work. Immutable and thread-safe; compares by value.</remarks>
public sealed class Schedule : IEquatable<Schedule>
{
    /// <summary>The schedule that never deviates.</summary>
    public static readonly Schedule Default = new([], []);

    /// <summary>A schedule from its parts.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public Schedule(IReadOnlyList<Deviation> deviations, IReadOnlyList<string> points)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        ArgumentNullException.ThrowIfNull(points);
        Deviations = deviations;
        Points = points;
    }

    /// <summary>The deviations, in the order in which they were made.</summary>
    public IReadOnlyList<Deviation> Deviations { get; }

    /// <summary>The members whose accesses were points, by name, sorted; a "*" stands for every access.</summary>
    public IReadOnlyList<string> Points { get; }

    /// <inheritdoc/>
    public bool Equals(Schedule? other) =>
        other is not null && Deviations.SequenceEqual(other.Deviations) && Points.SequenceEqual(other.Points, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schedule);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var deviation in Deviations)
        {
            hash = unchecked((hash * 31) + (deviation.Thread * 7919) + (deviation.Ordinal * 131) + deviation.Target);
        }

        return hash;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Deviations.Select(d => $"{d.Thread}.{d.Ordinal}→{d.Target}"));
}
