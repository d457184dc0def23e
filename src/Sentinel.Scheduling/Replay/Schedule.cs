namespace Sentinel.Scheduling;

/// <summary>All that decides a controlled execution: its choices, as the few that deviate from the default, and what it ran under.</summary>
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

    /// <summary>What the program saw as random came from this seed.</summary>
    /// <value>1 by default.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Timers could fire at any choice.</summary>
    /// <value>False by default.</value>
    public bool TimersAsChoices { get; init; }

    /// <summary>Continuations could run on the thread that completed their task.</summary>
    /// <value>False by default.</value>
    public bool InlineContinuationsAsChoices { get; init; }

    /// <summary>Calls that no model covers were made, instead of ending the run.</summary>
    /// <value>False by default.</value>
    public bool MakesUnmodelledCalls { get; init; }

    /// <inheritdoc/>
    public bool Equals(Schedule? other) =>
        other is not null && Deviations.SequenceEqual(other.Deviations) && Points.SequenceEqual(other.Points, StringComparer.Ordinal)
        && (Seed, TimersAsChoices, InlineContinuationsAsChoices, MakesUnmodelledCalls)
            == (other.Seed, other.TimersAsChoices, other.InlineContinuationsAsChoices, other.MakesUnmodelledCalls);

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

    /// <summary>The same with other choices.</summary>
    internal Schedule With(IReadOnlyList<Deviation> deviations) => new(deviations, Points)
    {
        Seed = Seed,
        TimersAsChoices = TimersAsChoices,
        InlineContinuationsAsChoices = InlineContinuationsAsChoices,
        MakesUnmodelledCalls = MakesUnmodelledCalls,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Deviations.Select(d => $"{d.Thread}.{d.Ordinal}→{d.Target}"));
}
