namespace Sentinel.Testing;

/// <summary>What a property does with counterexample files.</summary>
public enum CorpusMode
{
    /// <summary>Replays them first, and writes new ones.</summary>
    ReadWrite,

    /// <summary>Replays them first; new ones go to the results folder, not into the source tree.</summary>
    ReadOnly,

    /// <summary>Neither reads nor writes.</summary>
    Off,
}
