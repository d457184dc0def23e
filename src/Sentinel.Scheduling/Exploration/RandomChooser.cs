namespace Sentinel.Scheduling;

/// <summary>Picks uniformly among the threads that can go on. Best at windows of one or two points.</summary>
internal sealed class RandomChooser(ulong seed) : IChooser
{
    private SplitMix _random = new(seed);

    public void Begin()
    {
    }

    public int Choose(int current, int ordinal, bool currentEnabled, ReadOnlySpan<int> enabled) => enabled[_random.Next(enabled.Length)];

    public void Passed(int thread)
    {
    }
}
