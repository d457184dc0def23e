using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>What decided how the processes of a run met: all that a replay can give again.</summary>
internal abstract record RunDecisions
{
    private RunDecisions()
    {
    }

    /// <summary>How the run was made: one of <see cref="TierNames"/>.</summary>
    public abstract string Tier { get; }

    /// <summary>Real threads; the delays between steps derive from a number.</summary>
    public sealed record Stress(ulong Noise) : RunDecisions
    {
        public override string Tier => TierNames.Stress;
    }

    /// <summary>A scheduler chose at every point, and these are its choices: the replay is exact.</summary>
    /// <param name="Schedule">Its choices.</param>
    /// <param name="Rewritten">The assemblies that were rewritten besides the project's own: their points are in the schedule.</param>
    /// <param name="FailsOnDataRace">What was wrong was a data race: a replay looks for one again, whatever its options say.</param>
    public sealed record Controlled(Schedule Schedule, IReadOnlyList<string> Rewritten, bool FailsOnDataRace = false) : RunDecisions
    {
        public override string Tier => TierNames.Controlled;
    }
}
