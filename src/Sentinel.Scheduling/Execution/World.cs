namespace Sentinel.Scheduling;

/// <summary>What a run sees of the outside: a clock that moves only when nobody can run, seeded randomness and ids.</summary>
/// <remarks>The clock starts at the same moment in every run. Ticks are those of <see cref="TimeSpan"/>.</remarks>
internal sealed class World
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Execution _execution;
    private readonly List<VirtualTimer> _timers = [];
    private readonly Dictionary<object, int> _serials = new(ReferenceEqualityComparer.Instance);
    private bool _read;
    private bool _moved;

    public World(Execution execution, ulong seed)
    {
        _execution = execution;
        Random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        Time = new ControlledTimeProvider(this);
    }

    public ControlledTimeProvider Time { get; }

    public Random Random { get; }

    /// <summary>Virtual time since the start of the run.</summary>
    public long Ticks { get; private set; }

    public DateTimeOffset Now => Start.AddTicks(Ticks);

    /// <summary>When the next timer is due; <see cref="long.MaxValue"/> for none.</summary>
    public long NextTimer
    {
        get
        {
            var next = long.MaxValue;
            foreach (var timer in _timers)
            {
                next = Math.Min(next, timer.Due);
            }

            return next;
        }
    }

    public static World? Of(LogicalThread? thread) => thread?.Execution.World;

    /// <summary>A read of the clock: shared state like any other once an operation can move it.</summary>
    /// <remarks>Else a cached read that is stamped late would look stale, and a right cache would be reported.</remarks>
    public void NoteRead(LogicalThread thread)
    {
        _read |= _execution.InParallel;
        Learn();
        if (_execution.IsPoint(SiteTable.Clock))
        {
            _execution.Point(thread, thread.Site);
        }
    }

    /// <summary>A number for the object, by order of first touch: equal in equal schedules.</summary>
    public int SerialOf(object subject)
    {
        if (!_serials.TryGetValue(subject, out var serial))
        {
            serial = _serials.Count + 1;
            _serials.Add(subject, serial);
        }

        return serial;
    }

    /// <summary>The clock, ours or the program's own, moves while something may read it.</summary>
    public void NoteMove()
    {
        _moved |= _execution.InParallel;
        Learn();
    }

    public void Advance(long ticks) => AdvanceTo(Ticks + ticks);

    public void AdvanceTo(long ticks)
    {
        if (ticks > Ticks)
        {
            Ticks = ticks;
            NoteMove();
        }

        while (NextTimer <= Ticks)
        {
            // By due time, then in order of creation: a list keeps it, so equal schedules fire equally.
            var timer = _timers.MinBy(t => t.Due)!;
            _execution.SpawnDetached(timer.Fire(), timer.Clock, timer.Step);
            if (timer.Due == long.MaxValue)
            {
                _timers.Remove(timer);
            }
        }
    }

    public void Schedule(VirtualTimer timer)
    {
        if (timer.Due != long.MaxValue && !_timers.Contains(timer))
        {
            _timers.Add(timer);
            _execution.OfferTimers();
        }
    }

    public void Cancel(VirtualTimer timer) => _timers.Remove(timer);

    private void Learn()
    {
        if (_read && _moved)
        {
            _execution.Promote(SiteTable.Clock);
        }
    }
}
