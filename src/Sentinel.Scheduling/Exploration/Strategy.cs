namespace Sentinel.Scheduling;

/// <summary>How schedules are chosen.</summary>
public enum Strategy
{
    /// <summary>Depth first with 0, 1 and 2 pre-emptions for up to 500 schedules, in turns with 60 % PCT, 20 % random, 20 % sticky. The default.</summary>
    Portfolio = 0,

    /// <summary>Every schedule within <see cref="ControlledOptions.PreemptionBound"/>, each once.</summary>
    DepthFirst = 1,

    /// <summary>Uniform choice at each point.</summary>
    Random = 2,

    /// <summary>Probabilistic concurrency testing with depths 2, 3 and 5 in turn.</summary>
    Pct = 3,

    /// <summary>Random, but four times in five the current thread goes on.</summary>
    Sticky = 4,
}
