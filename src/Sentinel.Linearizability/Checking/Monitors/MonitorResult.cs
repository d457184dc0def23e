namespace Sentinel.Checking.Monitors;

/// <summary>What a monitor says, with its proof.</summary>
/// <param name="IsLinearizable"><see langword="null"/> where the history is not the monitor's business.</param>
/// <param name="Operations">By indices in the history: a linearization, or the <em>bad pattern</em>, a few operations that have no order and because of which
/// the history has none.</param>
internal readonly record struct MonitorResult(bool? IsLinearizable, int[] Operations)
{
    public static MonitorResult NotMine => new(null, []);

    public static MonitorResult Linearizable(int[] order) => new(true, order);

    /// <summary>A bad pattern; the same operation may be given twice.</summary>
    public static MonitorResult Violation(params ReadOnlySpan<int> pattern)
    {
        var operations = pattern.ToArray().Distinct().ToArray();
        Array.Sort(operations);
        return new(false, operations);
    }
}
