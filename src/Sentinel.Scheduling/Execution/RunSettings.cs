namespace Sentinel.Scheduling;

/// <summary>What one run needs to know; constant while it runs.</summary>
internal sealed class RunSettings
{
    public required SiteTable Sites { get; init; }

    /// <summary>By member id: data accesses that are points. Shorter than the member table where members came later.</summary>
    public required bool[] Promoted { get; init; }

    /// <summary>The statics of the rewritten code; null where it has none.</summary>
    public StaticState? Statics { get; init; }

    public bool EveryAccess { get; init; }

    public bool DetectRaces { get; init; } = true;

    public bool TimersAsChoices { get; init; }

    public bool InlineContinuationsAsChoices { get; init; }

    public bool FailOnUnmodelled { get; init; } = true;

    public int MaxPoints { get; init; } = 20_000;

    public int HangMs { get; init; } = 2_000;

    /// <summary>How long a wait on a task may be ended from outside before it counts as stuck; 0 where that was tried before.</summary>
    public int GraceMs { get; init; } = 50;

    public ulong WorldSeed { get; init; } = 1;

    /// <summary>Keep every point for a report; costs memory, so only replays do.</summary>
    public bool Recording { get; init; }

    /// <summary>Members whose races are not reported.</summary>
    public IReadOnlySet<string> AllowedRaces { get; init; } = new HashSet<string>();
}
