namespace Sentinel.Scheduling;

/// <summary>Something that a logical thread can wait for, as a predicate over state that only controlled threads change.</summary>
internal abstract class Waitable
{
    /// <summary>Once true it stays true, so going on commutes with every other step and needs no choice.</summary>
    public virtual bool Monotonic => false;

    /// <summary>Might be completed by a thread that is not under control.</summary>
    public virtual bool External => false;

    public abstract bool CanProceed(LogicalThread thread);

    /// <summary>The threads that could end the wait, where that is known: the edges of the waits-for graph.</summary>
    public virtual IEnumerable<LogicalThread> Owners => [];

    /// <summary>What is waited for, in the words of a report: "the monitor of a Cache".</summary>
    public abstract string Describe();
}
