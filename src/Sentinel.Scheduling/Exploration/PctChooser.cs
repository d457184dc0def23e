namespace Sentinel.Scheduling;

/// <summary>Probabilistic concurrency testing: random priorities, and a few random moments at which the running thread drops below all.</summary>
/// <remarks>Burckhardt, Kothari, Musuvathi and Nagarakatte, ASPLOS 2010: finds a bug of depth d in a run of k steps and n threads
/// with probability at least 1/(n·k^(d-1)). It is only as good as the estimate of k, so that comes from the longest run so far, whoever chose in it.</remarks>
internal sealed class PctChooser(ulong seed, int depth) : IChooser
{
    private readonly Dictionary<int, long> _priorities = [];
    private readonly HashSet<int> _changes = [];
    private SplitMix _random = new(seed);
    private int _steps;
    private int _longest = 8;
    private long _lowest;

    /// <summary>How long a run may be; of its own runs it knows.</summary>
    public void Expect(int steps) => _longest = Math.Max(_longest, steps);

    public void Begin()
    {
        _longest = Math.Max(_longest, _steps);
        _steps = 0;
        _lowest = -1;
        _priorities.Clear();
        _changes.Clear();
        for (var i = 1; i < depth; i++)
        {
            _changes.Add(_random.Next(_longest));
        }
    }

    public int Choose(int current, int ordinal, bool currentEnabled, ReadOnlySpan<int> enabled)
    {
        if (_changes.Contains(_steps))
        {
            _priorities[current] = _lowest--;
        }

        var best = enabled[0];
        foreach (var thread in enabled)
        {
            if (Priority(thread) > Priority(best))
            {
                best = thread;
            }
        }

        return best;
    }

    public void Passed(int thread) => _steps++;

    private long Priority(int thread)
    {
        if (!_priorities.TryGetValue(thread, out var priority))
        {
            priority = (long)(_random.Next() >> 2);
            _priorities.Add(thread, priority);
        }

        return priority;
    }
}
