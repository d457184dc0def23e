namespace Sentinel.Generating.Objects;

/// <summary>An object as a program has it: mutable, called by one at a time. It knows nothing of the models that judge it.</summary>
internal abstract class SimulatedObject
{
    /// <summary>The next call that somebody makes of it.</summary>
    public abstract Call Next(Choices choices);

    /// <summary>Whether the call would return now; otherwise it waits.</summary>
    public virtual bool IsReady(in Call call) => true;

    /// <summary>Does it.</summary>
    public abstract Answer Apply(in Call call);

    /// <summary>Whether the call takes an element out.</summary>
    public virtual bool IsRemoval(in Call call) => false;

    /// <summary>Whether the object must get this call done in the end, or others would wait for ever.</summary>
    public virtual bool MustHappen(in Call call) => false;
}
