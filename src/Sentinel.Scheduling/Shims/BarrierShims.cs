namespace Sentinel.Scheduling;

/// <summary><see cref="Barrier"/>: a full model, because the real one can only be joined by blocking.</summary>
[Shim(typeof(Barrier))]
internal static class BarrierShims
{
    public static Barrier New(int participantCount) => New(participantCount, null);

    public static Barrier New(int participantCount, Action<Barrier>? postPhaseAction)
    {
        var barrier = new Barrier(participantCount, postPhaseAction);
        LogicalThread.Current?.Execution.Models.Get(barrier, _ => new Model(participantCount) { Action = postPhaseAction });
        return barrier;
    }

    public static void SignalAndWait(Barrier barrier) => SignalAndWait(barrier, Timeout.InfiniteTimeSpan);

    public static bool SignalAndWait(Barrier barrier, int millisecondsTimeout) => SignalAndWait(barrier, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout)
    {
        if (Of(barrier) is not { } model)
        {
            return barrier.SignalAndWait(timeout);
        }

        ManualResetEventSlimShims.Signal(barrier);
        var thread = LogicalThread.Current!;
        var phase = model.Phase;
        model.Arrived++;
        if (model.Arrived == model.Participants)
        {
            NextPhase(barrier, model);
            return true;
        }

        if (!Blocking.Until(thread, "a barrier", () => model.Phase != phase, timeout))
        {
            model.Arrived--;
            return false;
        }

        Blocking.Synchronise(thread, barrier);
        return true;
    }

    public static long AddParticipant(Barrier barrier) => AddParticipants(barrier, 1);

    public static long AddParticipants(Barrier barrier, int participantCount)
    {
        if (Of(barrier) is not { } model)
        {
            return barrier.AddParticipants(participantCount);
        }

        ManualResetEventSlimShims.Signal(barrier);
        model.Participants += participantCount;
        return model.Phase;
    }

    public static void RemoveParticipant(Barrier barrier) => RemoveParticipants(barrier, 1);

    public static void RemoveParticipants(Barrier barrier, int participantCount)
    {
        if (Of(barrier) is not { } model)
        {
            barrier.RemoveParticipants(participantCount);
            return;
        }

        ManualResetEventSlimShims.Signal(barrier);
        model.Participants -= participantCount;
        if (model.Arrived > 0 && model.Arrived == model.Participants)
        {
            NextPhase(barrier, model);
        }
    }

    public static long get_CurrentPhaseNumber(Barrier barrier) => Of(barrier)?.Phase ?? barrier.CurrentPhaseNumber;

    public static int get_ParticipantCount(Barrier barrier) => Of(barrier)?.Participants ?? barrier.ParticipantCount;

    public static int get_ParticipantsRemaining(Barrier barrier) =>
        Of(barrier) is { } model ? model.Participants - model.Arrived : barrier.ParticipantsRemaining;

    private static void NextPhase(Barrier barrier, Model model)
    {
        model.Action?.Invoke(barrier);
        model.Arrived = 0;
        model.Phase++;
        ManualResetEventSlimShims.Signal(barrier);
    }

    private static Model? Of(Barrier barrier) =>
        LogicalThread.Current?.Execution.Models.Get(barrier, static b => new Model(((Barrier)b).ParticipantCount));

    private sealed class Model(int participants)
    {
        public int Participants { get; set; } = participants;

        public int Arrived { get; set; }

        public long Phase { get; set; }

        public Action<Barrier>? Action { get; init; }
    }
}

/// <summary>Spin locks: the state is in the struct; a failed look waits until some spin lock is released.</summary>
[Shim(typeof(SpinLock))]
internal static class SpinLockShims
{
    private static readonly object Everyone = new();

    public static void Enter(ref SpinLock spin, ref bool lockTaken)
    {
        if (LogicalThread.Current is not { } thread)
        {
            spin.Enter(ref lockTaken);
            return;
        }

        var releases = thread.Execution.Models.Get(Everyone, static _ => new Releases());
        thread.Execution.Point(thread, thread.Site);
        while (true)
        {
            spin.TryEnter(0, ref lockTaken);
            if (lockTaken)
            {
                thread.Execution.Races?.Acquire(thread, Everyone);
                thread.Execution.Races?.Fence(thread);
                return;
            }

            var seen = releases.Count;
            thread.Execution.Pause(thread, thread.Site, new ConditionWait("a spin lock", () => releases.Count != seen));
        }
    }

    public static void TryEnter(ref SpinLock spin, ref bool lockTaken)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Promote(SiteTable.TryLock);
            thread.Execution.Point(thread, thread.Site);
            thread.Execution.Races?.Acquire(thread, Everyone);
        }

        spin.TryEnter(ref lockTaken);
    }

    public static void Exit(ref SpinLock spin) => Exit(ref spin, true);

    public static void Exit(ref SpinLock spin, bool useMemoryBarrier)
    {
        if (LogicalThread.Current is { Execution.Aborting: false } thread)
        {
            if (thread.Execution.IsPromoted(SiteTable.TryLock))
            {
                thread.Execution.Point(thread, thread.Site);
            }

            thread.Execution.Races?.Release(thread, Everyone);
            thread.Execution.Models.Get(Everyone, static _ => new Releases()).Count++;
        }

        spin.Exit(useMemoryBarrier);
    }

    private sealed class Releases
    {
        public int Count { get; set; }
    }
}
