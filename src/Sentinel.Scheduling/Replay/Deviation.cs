namespace Sentinel.Scheduling;

/// <summary>A choice that is not the default one.</summary>
/// <param name="Thread">The logical thread that was current.</param>
/// <param name="Ordinal">How many choices that thread had been current for before, so that dropping one deviation leaves the others' meaning alone.</param>
/// <param name="Target">The thread that went on instead.</param>
/// <remarks>Default value: thread 0's first choice picks thread 0. Immutable and thread-safe.</remarks>
public readonly record struct Deviation(int Thread, int Ordinal, int Target);
