namespace Sentinel.Scheduling;

/// <summary>Waits until a condition holds: an event, a count, a thread's end.</summary>
internal sealed class ConditionWait(string what, Func<bool> condition, bool monotonic = false, Func<IEnumerable<LogicalThread>>? owners = null)
    : Waitable
{
    public override bool Monotonic => monotonic;

    public override IEnumerable<LogicalThread> Owners => owners?.Invoke() ?? [];

    public override bool CanProceed(LogicalThread thread) => condition();

    public override string Describe() => what;
}
