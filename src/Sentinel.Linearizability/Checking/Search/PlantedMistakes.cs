namespace Sentinel.Checking.Search;

/// <summary>Known-wrong variants of the kernel and of monitors. Only tests set them: each has a named test that catches it.</summary>
[Flags]
internal enum PlantedMistakes
{
    None = 0,

    /// <summary>Greedy for whatever changes nothing in the present state, writes included.</summary>
    GreedyWrites = 1,

    /// <summary>The Unknown twin is taken and the returned one is not tried.</summary>
    UnknownTwinFirst = 2,

    /// <summary>An Unknown operation gives way to a returned twin even where that one is not accepted now.</summary>
    UnknownTwinUnseen = 4,

    /// <summary>An Unknown operation gives way to a returned twin that is accepted now, but leads elsewhere.</summary>
    UnknownTwinElsewhere = 1024,

    /// <summary>An Unknown operation met in a state that it leaves as it is is used up.</summary>
    UnknownThrownAway = 8,

    /// <summary>Of twins the one that returns last is taken.</summary>
    TwinsLatestFirst = 16,

    /// <summary>The mask keeps the bit of an operation that returned, so that the slot's next owner looks linearized.</summary>
    MaskNotCleared = 32,

    /// <summary>Dominance compares how many Unknown operations were used, not which.</summary>
    DominanceByCount = 64,

    /// <summary>An operation invoked at the very number of a response is taken to begin after it.</summary>
    HalfOpenIntervals = 128,

    /// <summary>Unknown operations never happened.</summary>
    UnknownDropped = 256,

    /// <summary>The memo forgets which Unknown operations a configuration has used.</summary>
    MemoWithoutUnknown = 512,

    /// <summary>The monitors of counters and sets take the open operation that returns last.</summary>
    LatestFirst = 2048,

    /// <summary>The monitor of counters does not mind how few a later get was told.</summary>
    NotReleased = 4096,

    /// <summary>The monitor of sets lets an operation see only what holds at its response.</summary>
    LooksLate = 8192,

    /// <summary>The monitor of queues gives the k-th put of an element to the k-th take even where one of their intervals lies within another.</summary>
    NestedIgnored = 16384,
}
