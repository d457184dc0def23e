namespace Sentinel.Stores.Specs.Records;

/// <summary>What spec and invariants have to know of a command, whatever the store.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Id">The record that it is about, where it is about one.</param>
/// <param name="Seen">Of an update: the version that it gives.</param>
/// <param name="Version">Of an update: where that version comes from.</param>
internal readonly record struct CommandFacts(
    ObservedKind Kind, string? Id = null, DateTimeOffset? Seen = null, VersionSource Version = VersionSource.AsGiven);
