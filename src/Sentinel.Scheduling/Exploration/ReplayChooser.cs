namespace Sentinel.Scheduling;

/// <summary>Follows recorded deviations; the default everywhere else, and where a target cannot run.</summary>
internal sealed class ReplayChooser(IReadOnlyList<Deviation> deviations) : IChooser
{
    private readonly Dictionary<(int Thread, int Ordinal), int> _targets =
        deviations.GroupBy(d => (d.Thread, d.Ordinal)).ToDictionary(g => g.Key, g => g.First().Target);

    public void Begin()
    {
    }

    public int Choose(int current, int ordinal, bool currentEnabled, ReadOnlySpan<int> enabled) =>
        _targets.TryGetValue((current, ordinal), out var target) && enabled.BinarySearch(target) >= 0
            ? target
            : RecordingChooser.Default(current, currentEnabled, enabled);

    public void Passed(int thread)
    {
    }
}
