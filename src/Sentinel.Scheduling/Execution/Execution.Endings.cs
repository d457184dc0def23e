using System.Globalization;

namespace Sentinel.Scheduling;

internal sealed partial class Execution
{
    /// <summary>An abort that is swallowed this often means a loop that would never end: its worker is given up.</summary>
    private const int MaxAbortThrows = 100;

    /// <summary>Runs <paramref name="main"/> as thread 0 under the chooser, to its end or to the first finding.</summary>
    /// <remarks>Called by the controller, a thread that is not under control; it sleeps while the run goes on and wakes
    /// now and then to see whether a thread computes or blocks for real without reaching a point.</remarks>
    public void Run(Action main)
    {
        _chooser.Begin();
        Resume(SpawnDetached(main, null)!);
        var seen = -1;
        while (!_controller.Wait(Settings.HangMs))
        {
            if (Points == seen)
            {
                Finding ??= HangFinding();
                break;
            }

            seen = Points;
        }

        Unwind();
    }

    /// <summary>Ends the run with a finding that a running thread discovered.</summary>
    /// <exception cref="ScheduleAbortedException">Always: the caller is unwound with the others.</exception>
    public void FailAndUnwind(LogicalThread self, Finding finding)
    {
        StopIfAborting(self);
        Fail(finding);
        self.Worker!.Gate.Wait();
        ThrowIfAborting(self);
    }

    private LogicalThread? Fail(Finding finding)
    {
        Finding ??= finding;
        _controller.Release();
        return null;
    }

    public void UnhandledIn(LogicalThread thread, Exception error) =>
        Finding ??= new Finding.Unhandled(Name(thread), error.GetType().FullName ?? "", error.Message, error.ToString());

    /// <summary>Lets every parked thread throw, one at a time, so that its finally blocks run and its worker comes back.</summary>
    private void Unwind()
    {
        _aborting = true;
        while (_live.Count > 0)
        {
            var thread = _live[^1];
            if (!thread.Started)
            {
                _live.RemoveAt(_live.Count - 1);
                continue;
            }

            var alive = _live.Count;
            thread.Worker!.Gate.Release();
            while (_live.Count == alive && thread.AbortThrows < MaxAbortThrows && _controller.Wait(Settings.HangMs))
            {
                // A released thread that finishes signals once; anything else is a finding's own signal from before.
            }

            if (!thread.Done)
            {
                _live.Remove(thread);
                _pool.Abandon(thread.Worker);
            }
        }
    }

    private Finding StuckFinding()
    {
        // While the branches run, thread 0 only waits for them; before and after, its own wait is the news.
        var waiting = _live.Where(t => t != _timers && (t.Id != 0 || !InParallel)).Select(t => new WaitingThread(
            Name(t),
            t.Waiting?.Describe() ?? "nothing",
            Settings.Sites.Describe(t.Site),
            [.. t.Waiting?.Owners.Select(Name) ?? []])).ToArray();
        return HasCycle() ? new Finding.Deadlock(waiting) : new Finding.LostWakeUp(waiting);
    }

    /// <summary>Follows owner edges from each thread; a thread met twice is a cycle, and so is an owner that has ended.</summary>
    private bool HasCycle()
    {
        foreach (var start in _live)
        {
            var seen = new HashSet<LogicalThread>();
            var queue = new Queue<LogicalThread>([start]);
            while (queue.TryDequeue(out var thread))
            {
                foreach (var owner in thread.Waiting?.Owners ?? [])
                {
                    // A lock whose owner is gone is never released: as dead as a cycle.
                    if (owner == start || owner.Done)
                    {
                        return true;
                    }

                    if (seen.Add(owner))
                    {
                        queue.Enqueue(owner);
                    }
                }
            }
        }

        return false;
    }

    /// <summary>A task may be completed by code that is not under control; give it a moment of real time.</summary>
    private bool WaitForOutside()
    {
        if (!_live.Any(t => t.Waiting is { External: true }))
        {
            return false;
        }

        for (var waited = 0; waited < Settings.GraceMs; waited++)
        {
            Thread.Sleep(1);
            if (Escaped is not null || CollectEnabled(skipYielded: false) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private Finding.Escape EscapeFinding()
    {
        if (Escaped is null)
        {
            var places = _live.Where(t => t.Waiting is { External: true }).Select(Place).Distinct();
            return new Finding.Escape($"a task that the program waits for was completed while no controlled thread ran: {string.Join(", ", places)}", "");
        }

        return new Finding.Escape(
            _escapedFor is null ? "a thread outside control posted work" : $"a thread outside control went on with what was awaited at {Place(_escapedFor)}",
            Escaped);
    }

    private string Place(LogicalThread thread) => Settings.Sites.Describe(thread.Site);

    private Finding.Livelock LivelockFinding(LogicalThread current) => new Finding.Livelock(
        string.Create(CultureInfo.InvariantCulture, $"no end after {Settings.MaxPoints} points"),
        [.. _live.Append(current).Distinct().Select(t => new WaitingThread(
            Name(t), t.Waiting?.Describe() ?? "nothing", Settings.Sites.Describe(t.Site), []))]);

    private Finding.Hang HangFinding()
    {
        var running = _running;
        return new Finding.Hang(
            running is null ? "no thread" : Name(running),
            running is null ? "" : Settings.Sites.Describe(running.Site),
            Settings.HangMs);
    }

    private string Name(LogicalThread thread)
    {
        var name = thread.Branch >= 0 ? $"p{thread.Branch}" : thread.Id == 0 ? "main" : "background";
        return string.Create(CultureInfo.InvariantCulture, $"{name} (thread {thread.Id})");
    }
}
