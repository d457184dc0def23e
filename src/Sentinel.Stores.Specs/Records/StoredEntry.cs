namespace Sentinel.Stores.Specs.Records;

/// <summary>A record in the model's state, with what is known of its stamp.</summary>
/// <param name="Record">The record; its own stamp is the default instant where the stamp is not known exactly.</param>
/// <param name="Stamp">The stamp.</param>
internal readonly record struct StoredEntry<TRecord>(TRecord Record, Stamp Stamp);
