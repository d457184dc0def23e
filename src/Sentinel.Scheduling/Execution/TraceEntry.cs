namespace Sentinel.Scheduling;

/// <summary>One point passed, as a recorded run keeps it.</summary>
internal readonly record struct TraceEntry(int Thread, int Branch, int Site, bool Switched, bool Preempted);
