namespace Sentinel.Scheduling;

/// <summary>A pooled OS thread that carries one logical thread at a time.</summary>
/// <remarks>Creating a thread costs more than a whole schedule, so workers live as long as their lane. The gate is the
/// hand-off: released by the thread that was running, it is also the memory fence between the two.</remarks>
internal sealed class Worker
{
    private readonly SharedCore _place;
    private volatile bool _retired;

    public Worker(int number, SharedCore place)
    {
        Number = number;
        _place = place;
        var thread = new Thread(Loop) { IsBackground = true, Name = $"sentinel worker {number}" };
        // Not Start: what flows with the caller, async locals for one, would leak into every thread that the worker carries.
        thread.UnsafeStart();
        Thread = thread;
    }

    public int Number { get; }

    public Thread Thread { get; }

    public Gate Gate { get; } = new();

    public LogicalThread? Assigned { get; set; }

    /// <summary>Set by the controller when it stops waiting for the thread: whatever it still does is ignored.</summary>
    public volatile bool Abandoned;

    public void Retire()
    {
        _retired = true;
        Gate.Release();
    }

    private void Loop()
    {
        var core = -1;
        while (true)
        {
            Gate.Wait();
            if (_retired)
            {
                return;
            }

            _place.Follow(ref core);
            var next = Assigned;
            Assigned = null;
            while (next is { } thread)
            {
                LogicalThread.Current = thread;
                SynchronizationContext.SetSynchronizationContext(thread.Context);
                thread.Execution.RunBody(thread);
                SynchronizationContext.SetSynchronizationContext(null);
                LogicalThread.Current = null;
                next = thread.Execution.Finish(thread);
            }

            if (Abandoned)
            {
                return;
            }
        }
    }
}
