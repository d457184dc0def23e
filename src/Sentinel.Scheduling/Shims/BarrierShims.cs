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

    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout) => SignalAndWait(barrier, timeout, CancellationToken.None);

    public static void SignalAndWait(Barrier barrier, CancellationToken cancellationToken) =>
        SignalAndWait(barrier, Timeout.InfiniteTimeSpan, cancellationToken);

    public static bool SignalAndWait(Barrier barrier, int millisecondsTimeout, CancellationToken cancellationToken) =>
        SignalAndWait(barrier, Deadlines.OfMilliseconds(millisecondsTimeout), cancellationToken);

    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Of(barrier) is not { } model)
        {
            return barrier.SignalAndWait(timeout, cancellationToken);
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

        var met = false;
        try
        {
            met = Blocking.Until(thread, "a barrier", () => model.Phase != phase, timeout, cancellationToken);
        }
        finally
        {
            model.Arrived -= met || model.Phase != phase ? 0 : 1;
        }

        if (!met)
        {
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

        // Before the others may go on, which is as soon as the phase is another.
        Blocking.Synchronise(LogicalThread.Current!, barrier);
        model.Arrived = 0;
        model.Phase++;
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
