namespace Sentinel.Scheduling;

internal sealed partial class Execution
{
    /// <summary>After so many points in a row another thread goes first, or a plain spin loop would never end.</summary>
    private const int ForcedYieldAfter = 200;

    /// <summary>After so many, the thread counts as spinning on time, and the virtual clock moves. So do all threads together, which have changed
    /// nothing for as long: a strategy that goes back and forth between two never lets one run on.</summary>
    private const int SpinningAfter = 2_000;

    /// <summary>How often the clock moves while nobody changes anything.</summary>
    private const int LooksBetweenMoves = 20;

    /// <summary>After so many moves of the clock that wake nobody, it moves twice as far: a loop may look at it for an hour.</summary>
    private const int MovesOfOneSize = 4;

    /// <summary>Yields after which a thread counts as spinning: from then on it waits until everyone else has had a turn.</summary>
    private const int Patience = 30;

    /// <summary>After so many accesses without a point one is made: a loop may wait for what another thread would write, had it a turn.</summary>
    private const int MostAccesses = 1_000;

    /// <summary>More rows nobody reads.</summary>
    private const int LongestTrace = 1_000_000;

    /// <summary>A place where another thread may run. Returns once this thread is chosen again.</summary>
    public void Point(LogicalThread self, int site) => Pause(self, site, null, long.MaxValue);

    /// <summary>A place where others go first.</summary>
    public void Yield(LogicalThread self, int site)
    {
        self.Yielded = true;
        self.Yields++;
        Pause(self, site, null, long.MaxValue);
    }

    /// <summary>Waits until <paramref name="wait"/> lets the thread go on, or until the virtual clock reaches the deadline.</summary>
    /// <returns>False where the deadline came first.</returns>
    /// <exception cref="ScheduleAbortedException">The run is over.</exception>
    public bool Pause(LogicalThread self, int site, Waitable? wait, long deadline = long.MaxValue)
    {
        StopIfAborting(self);
        self.Site = site;
        if (self.Quiet > 0)
        {
            StampInvocation(self);
            if (wait?.CanProceed(self) != false)
            {
                self.Yielded = false;
                Record(self, site);
                return true;
            }
        }

        self.Waiting = wait;
        self.Deadline = deadline;
        var next = PickNext(self);
        if (next != self)
        {
            if (next is not null)
            {
                Resume(next);
            }

            self.Worker!.Gate.Wait();
            ThrowIfAborting(self);
        }

        var inTime = wait is null || wait.CanProceed(self);
        self.Waiting = null;
        self.Deadline = long.MaxValue;
        Passed(self, site, wait);
        return inTime;
    }

    /// <summary>What holds once a point is passed: the step it belongs to is under way, so its invocation is stamped now.</summary>
    /// <remarks>Not earlier: threads run to their first point without asking, so a stamp at the call would make all first
    /// operations look concurrent and hide violations of real-time order. Nor where the thread went on without a choice.</remarks>
    private void Passed(LogicalThread self, int site, Waitable? wait)
    {
        Points++;
        self.Accesses = 0;
        _looks++;
        self.CompletesInline = false;
        if (wait is not { Monotonic: true })
        {
            StampInvocation(self);
        }

        Mix(self.Id, site);
        _chooser.Passed(self.Id);
        Record(self, site);
    }

    /// <summary>Something was changed, taken, started or ended: whoever looks may see it.</summary>
    public void Acts() => _looks = 0;

    public void StampInvocation(LogicalThread self)
    {
        if (self.Step is { Invoked: 0 } step)
        {
            step.Invoked = NextStamp();
        }
    }

    /// <summary>Something of the thread's step is about to be seen: a release, its end. A point, where the step has passed none yet.</summary>
    /// <remarks>Without one its place among the others' steps would be no choice; and whoever saw the release first would be over before the
    /// step seems to begin.</remarks>
    public void Show(LogicalThread self)
    {
        if (self.Step is { Invoked: 0 })
        {
            var site = self.Site;
            Point(self, 0);
            self.Site = site;
        }
    }

    /// <summary>An access that is no point.</summary>
    public void Access(LogicalThread self, int site)
    {
        if (_aborting && self.AbortThrows == 0)
        {
            StopIfAborting(self);
        }

        if (++self.Accesses < MostAccesses)
        {
            Record(self, site);
        }
        else
        {
            self.Accesses = 0;
            ForcedYields++;
            Yield(self, site);
        }
    }

    private void Record(LogicalThread self, int site)
    {
        if (Settings.Recording && _trace.Count < LongestTrace)
        {
            // Points without a place are not shown, so the marks wait for one that is.
            var shown = site != 0;
            _trace.Add(new TraceEntry(self.Id, self.Branch, site, _traced is { } last && last != self.Id, _preempted && shown));
            _traced = shown ? self.Id : _traced;
            _preempted &= !shown;
        }
    }

    /// <summary>A thread that ran on while its run was given up ends like the others, and in its turn.</summary>
    private void StopIfAborting(LogicalThread self)
    {
        if (_aborting && self.AbortThrows == 0)
        {
            self.Worker!.Gate.Wait();
        }

        ThrowIfAborting(self);
    }

    private void ThrowIfAborting(LogicalThread self)
    {
        if (_aborting)
        {
            if (++self.AbortThrows >= MaxAbortThrows)
            {
                // A handler swallows the abort again and again: this worker is lost, the search goes on without it.
                _controller.Release();
                Thread.Sleep(Timeout.Infinite);
            }

            throw new ScheduleAbortedException();
        }
    }

    private void Resume(LogicalThread next)
    {
        if (next.Worker is null)
        {
            next.Worker = _pool.Rent();
            next.Worker.Assigned = next;
        }

        _running = next;
        next.Worker.Gate.Release();
    }

    /// <summary>The thread that goes on; null where the run ends here and the controller has been told.</summary>
    private LogicalThread? PickNext(LogicalThread current)
    {
        if (Escaped is not null || Points >= Settings.MaxPoints)
        {
            return Fail(Escaped is not null ? EscapeFinding() : LivelockFinding(current));
        }

        // Threads that have not reached their first point, and waits that nothing can undo, go on without a choice: what they do up to
        // their next point is local, so its order does not matter. First points first: the end of the branches is such a wait.
        if ((_live.Find(static t => !t.Started) ?? _live.Find(static t => t.Waiting is { } wait && (wait.Monotonic || t.Quiet > 0) && wait.CanProceed(t))) is { } local)
        {
            _interrupted ??= current;
            return local;
        }

        current = _interrupted ?? current;
        _interrupted = null;
        return Choose(current);
    }

    private LogicalThread? Choose(LogicalThread current)
    {
        if (_looks >= SpinningAfter)
        {
            _looks -= LooksBetweenMoves;
            ForcedYields++;
            if (AdvanceClock())
            {
                return PickNext(current);
            }

            MoveClock();
        }

        var merelyForced = NoteSameThread(current);
        var count = CollectEnabled(skipYielded: true);
        if (count == 0 && merelyForced)
        {
            count = CollectEnabled(skipYielded: false);
        }

        if (count > 0)
        {
            return Chosen(current, count);
        }

        if (AdvanceClock())
        {
            // A turn for those that spin too: they may wait for the time, and beside a timer that always comes again they would have no other.
            foreach (var thread in _live)
            {
                thread.Yielded = false;
            }

            // Timers that came due may have started threads: those go first, as always.
            return PickNext(current);
        }

        count = CollectEnabled(skipYielded: false);
        if (count > 0)
        {
            // Everyone who could go on is spinning. Time passes, so that a loop with a deadline ends, and a new round begins.
            MoveClock();
            foreach (var thread in _live)
            {
                thread.Yielded = thread == current && count > 1;
            }

            return Chosen(current, CollectEnabled(skipYielded: true));
        }

        return Fail(WaitForOutside() ? EscapeFinding() : StuckFinding());
    }

    private void MoveClock() => World.Advance(TimeSpan.TicksPerMillisecond << Math.Min(_moves++ / MovesOfOneSize, 20));

    private LogicalThread Chosen(LogicalThread current, int count)
    {
        var id = _enabled[0];
        if (count > 1)
        {
            ChoicePoints++;
            var enabled = _enabled.AsSpan(0, count);
            var currentEnabled = enabled.BinarySearch(current.Id) >= 0;
            id = _chooser.Choose(current.Id, current.Choices++, currentEnabled, enabled);
            Mix(id, -1);
            _preempted |= currentEnabled && id != current.Id;
        }

        var next = Find(id);
        if (next.Deadline != long.MaxValue && next.Waiting is { } wait && !wait.CanProceed(next))
        {
            World.AdvanceTo(next.Deadline);
        }

        foreach (var thread in _live)
        {
            if (thread == next || !thread.Yielded)
            {
                continue;
            }

            // Two that spin would keep giving way to each other, and whoever they wait for would never run.
            thread.Yielded = thread.Yields >= Patience;
            ForcedYields += thread.Yielded ? 1 : 0;
        }

        next.Yielded = false;
        return next;
    }

    /// <returns>True where the current thread yields only because it ran for long, not because it asked to.</returns>
    private bool NoteSameThread(LogicalThread current)
    {
        _sameThread = current == _last ? _sameThread + 1 : 0;
        _last = current;
        if (_sameThread == 0 || _sameThread % ForcedYieldAfter != 0 || current.Yielded)
        {
            return false;
        }

        current.Yielded = true;
        current.Yields += Patience / 3;
        ForcedYields++;
        return _sameThread < SpinningAfter;
    }

    private int CollectEnabled(bool skipYielded)
    {
        var count = 0;
        if (_enabled.Length < _live.Count)
        {
            _enabled = new int[_live.Count * 2];
        }

        var earliest = Settings.TimersAsChoices && skipYielded ? EarliestDeadline() : long.MinValue;
        foreach (var thread in _live)
        {
            if (skipYielded && thread.Yielded)
            {
                continue;
            }

            if (thread.Waiting is null || thread.Deadline <= World.Ticks
                || (thread.Deadline == earliest && earliest != long.MaxValue) || thread.Waiting.CanProceed(thread))
            {
                _enabled[count++] = thread.Id;
            }
        }

        return count;
    }

    private LogicalThread Find(int id)
    {
        foreach (var thread in _live)
        {
            if (thread.Id == id)
            {
                return thread;
            }
        }

        throw new InvalidOperationException($"The chooser picked thread {id}, which is not alive.");
    }
}
