namespace Sentinel.Scheduling;

/// <summary>What a controlled run executes: a sequential prefix, parallel branches, a sequential suffix.</summary>
/// <remarks>The type of this contract is never rewritten, so it may cross between the rewritten code and its caller. A new program,
/// with a new system under test, is made for every schedule, under control; its code must be deterministic
/// but for the scheduler's choices. Members are read once each, in order.</remarks>
public interface IControlledProgram
{
    /// <summary>Steps before the branches, one after the other.</summary>
    IReadOnlyList<ControlledStep> Prefix { get; }

    /// <summary>The processes: each runs its steps in order, on a logical thread of its own.</summary>
    IReadOnlyList<IReadOnlyList<ControlledStep>> Branches { get; }

    /// <summary>Steps after all branches have ended.</summary>
    IReadOnlyList<ControlledStep> Suffix { get; }

    /// <summary>What to do after a run that ended early, with a finding of the scheduler's: as a rule, dispose what the program made. None by default.</summary>
    /// <remarks>Run under control, but as a run of its own, in which all locks are free: what goes wrong there says nothing, and where something is waited
    /// for that can't come, that is noticed at once and left. Not run where a thread was given up.</remarks>
    IReadOnlyList<ControlledStep> Cleanup => [];
}
