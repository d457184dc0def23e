namespace Sentinel.Scheduling;

/// <summary>One step of a program as one schedule ran it: its interval, and what came out.</summary>
/// <remarks>Stamps come from one counter of the run, so their order is the real-time order. The invocation is stamped when the
/// step's first point is passed, not when it is called: threads run to their first point without asking, and the earlier
/// stamp would make operations overlap that a schedule keeps apart. Written while the run goes on, constant afterwards;
/// then safe to read from any thread.</remarks>
public sealed class StepRecord
{
    internal StepRecord(int branch, int index, ControlledStep step)
    {
        Branch = branch;
        Index = index;
        Step = step;
    }

    /// <summary>The branch, from 0; <see cref="ControlledRun.Prefix"/> and <see cref="ControlledRun.Suffix"/> for the sequential parts.</summary>
    public int Branch { get; }

    /// <summary>The position in its branch, from 0.</summary>
    public int Index { get; }

    /// <summary>The step that ran.</summary>
    public ControlledStep Step { get; }

    /// <summary>The number of the invocation; 0 where the run ended before the step began.</summary>
    public long Invoked { get; internal set; }

    /// <summary>The number of the response; null where the step never ended, so that it may or may not have taken effect.</summary>
    public long? Responded { get; internal set; }

    /// <summary>What the step returned; null until it has.</summary>
    public object? Result { get; internal set; }

    /// <summary>What it threw instead; null if it did not.</summary>
    public Exception? Error { get; internal set; }

    /// <summary>The logical thread that ran it.</summary>
    public int Thread { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"p{Branch} {Step.Label} [{Invoked}, {Responded?.ToString() ?? "..."}]{(Error is null ? Result is null ? "" : $" -> {Result}" : $" threw {Error.GetType().Name}")}";
}
