namespace Sentinel.Scheduling;

/// <summary>What a data race means for an exploration.</summary>
public enum DataRaceMode
{
    /// <summary>Races are collected and reported beside the verdict. The default: a race in .NET is defined, and sometimes meant.</summary>
    Warn = 0,

    /// <summary>A race is a failure.</summary>
    Fail = 1,

    /// <summary>Races are neither reported nor collected. Accesses are still watched where points are learned.</summary>
    Ignore = 2,
}
