namespace Sentinel.Scheduling;

/// <summary>Stays on the current thread four times in five. Reaches deep windows that uniform choice almost never holds open.</summary>
internal sealed class StickyChooser(ulong seed) : IChooser
{
    private SplitMix _random = new(seed);

    public void Begin()
    {
    }

    public int Choose(int current, int ordinal, bool currentEnabled, ReadOnlySpan<int> enabled) =>
        currentEnabled && _random.Next(5) > 0 ? current : enabled[_random.Next(enabled.Length)];

    public void Passed(int thread)
    {
    }
}
