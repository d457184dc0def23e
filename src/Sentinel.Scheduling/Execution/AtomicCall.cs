namespace Sentinel.Scheduling;

/// <summary>A call that is one step of a thread-safe object's, but for the program's own code that it runs in the middle: a factory, an update.</summary>
/// <param name="target">The object; null for a static.</param>
/// <param name="member">What of it the call is atomic on.</param>
/// <param name="clock">What the thread knew when it began; null where races are not looked for.</param>
internal sealed class AtomicCall(object? target, int member, VectorClock? clock)
{
    public object? Target { get; } = target;

    public int Member { get; } = member;

    public VectorClock? Clock { get; } = clock;

    /// <summary>The program's own code has made an access: others had their chance to come in between.</summary>
    public bool IsEntered { get; set; }
}
