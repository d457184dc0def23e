namespace Sentinel.Scheduling;

/// <summary>A wait that only a deadline ends: a sleep.</summary>
internal sealed class NeverWait : Waitable
{
    public static readonly NeverWait Instance = new();

    public override bool CanProceed(LogicalThread thread) => false;

    public override string Describe() => "the virtual clock";
}
