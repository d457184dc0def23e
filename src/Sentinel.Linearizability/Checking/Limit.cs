namespace Sentinel.Checking;

/// <summary>The limit that ended a check without a decision.</summary>
public enum Limit
{
    /// <summary><see cref="CheckOptions.Timeout"/>.</summary>
    Time,

    /// <summary><see cref="CheckOptions.MaxStates"/>.</summary>
    States,

    /// <summary><see cref="CheckOptions.MaxMemoryBytes"/>.</summary>
    Memory,

    /// <summary>The caller cancelled.</summary>
    Cancelled,
}
