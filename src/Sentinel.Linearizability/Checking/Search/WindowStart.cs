namespace Sentinel.Checking.Search;

/// <summary>What the beginning of a history may have come to, just before one of its returns.</summary>
/// <param name="State">The model's state.</param>
/// <param name="Used">The operations that took effect before, of those that return later or never, by their indices in the history.</param>
internal sealed record WindowStart<TState>(TState State, HashSet<int> Used);
