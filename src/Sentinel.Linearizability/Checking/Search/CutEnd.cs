namespace Sentinel.Checking.Search;

/// <summary>What a part of a history may have come to at a cut, where no operation that will return is open.</summary>
/// <param name="State">The model's state.</param>
/// <param name="Used">The Unknown operations that took effect before, by their indices in the history.</param>
internal sealed record CutEnd<TState>(TState State, HashSet<int> Used);
