namespace Sentinel.Scheduling;

/// <summary>Passes the choices of another chooser through and keeps those that deviate from the default.</summary>
internal sealed class RecordingChooser(IChooser inner) : IChooser
{
    private readonly List<Deviation> _deviations = [];

    /// <summary>The deviations of the last run, in order.</summary>
    public IReadOnlyList<Deviation> Deviations => [.. _deviations];

    /// <summary>How often the last run left a thread that could have gone on.</summary>
    public int Preemptions { get; private set; }

    public static int Default(int current, bool currentEnabled, ReadOnlySpan<int> enabled) => currentEnabled ? current : enabled[0];

    public void Begin()
    {
        _deviations.Clear();
        Preemptions = 0;
        inner.Begin();
    }

    public int Choose(int current, int ordinal, bool currentEnabled, ReadOnlySpan<int> enabled)
    {
        var choice = inner.Choose(current, ordinal, currentEnabled, enabled);
        Preemptions += currentEnabled && choice != current ? 1 : 0;
        if (choice != Default(current, currentEnabled, enabled))
        {
            _deviations.Add(new Deviation(current, ordinal, choice));
        }

        return choice;
    }

    public void Passed(int thread) => inner.Passed(thread);
}
