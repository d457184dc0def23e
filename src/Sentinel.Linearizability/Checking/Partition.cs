namespace Sentinel.Checking;

/// <summary>Operations that are decided on their own.</summary>
/// <param name="Key">What they share; <see langword="null"/> where the history is one partition.</param>
/// <param name="Indices">Their indices in the history, in the order of invocations.</param>
internal readonly record struct Partition(object? Key, int[] Indices);
