namespace Sentinel.Scheduling;

/// <summary><see cref="Lock"/>: logical acquire first, then the real one, which is free by then; a scope must be a real one.</summary>
[Shim(typeof(Lock))]
internal static class LockShims
{
    public static void Enter(Lock subject)
    {
        if (LogicalThread.Current is { } thread)
        {
            Of(thread, subject).Enter(thread, SiteTable.TryLock);
        }

        subject.Enter();
    }

    public static bool TryEnter(Lock subject) => TryEnter(subject, TimeSpan.Zero);

    public static bool TryEnter(Lock subject, int millisecondsTimeout) => TryEnter(subject, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool TryEnter(Lock subject, TimeSpan timeout)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return subject.TryEnter(timeout);
        }

        return Of(thread, subject).TryEnter(thread, timeout, SiteTable.TryLock) && subject.TryEnter();
    }

    public static Lock.Scope EnterScope(Lock subject)
    {
        if (LogicalThread.Current is { } thread)
        {
            Of(thread, subject).Enter(thread, SiteTable.TryLock);
            (thread.Scopes ??= new()).Push(subject);
        }

        return subject.EnterScope();
    }

    public static void Exit(Lock subject)
    {
        subject.Exit();
        Exited(subject);
    }

    public static bool get_IsHeldByCurrentThread(Lock subject) => subject.IsHeldByCurrentThread;

    internal static void Exited(Lock subject)
    {
        if (LogicalThread.Current is { Execution.Aborting: false } thread)
        {
            Of(thread, subject).Exit(thread);
        }
    }

    private static LockModel Of(LogicalThread thread, Lock subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return thread.Execution.Models.Get(subject, o => new LockModel(o, "the lock"));
    }
}
