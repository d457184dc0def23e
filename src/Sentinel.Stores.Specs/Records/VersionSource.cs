namespace Sentinel.Stores.Specs.Records;

/// <summary>Where an update takes the version from that it believes to be stored.</summary>
public enum VersionSource
{
    /// <summary>It is in the command.</summary>
    AsGiven,

    /// <summary>The last one that this process saw of the record, or the one of the prefix.</summary>
    LastSeen,

    /// <summary>The first one that this process or the prefix saw of the record: stale on purpose after any write.</summary>
    FirstSeen,
}
