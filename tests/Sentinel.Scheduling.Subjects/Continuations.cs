namespace Sentinel.Scheduling.Subjects;

/// <summary>A task is completed under a lock, and whoever awaits it takes that lock.</summary>
public static class Continuations
{
    /// <summary>Where the continuation runs at once, it enters the lock again and sees what is half done.</summary>
    public static IControlledProgram Reentered() => Half(TaskCreationOptions.None);

    public static IControlledProgram NotReentered() => Half(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A semaphore cannot be entered again: where the continuation runs at once, it waits for its own completer.</summary>
    public static IControlledProgram SelfDeadlock() => Waits(TaskCreationOptions.None);

    public static IControlledProgram NoSelfDeadlock() => Waits(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Script Half(TaskCreationOptions options)
    {
        var (gate, ready, balance) = (new object(), new TaskCompletionSource(options), 0);
        return new Script()
            .Do(() =>
            {
                lock (gate)
                {
                    balance++;
                    ready.SetResult();
                    balance--;
                }
            })
            .BranchAsync(async () =>
            {
                await ready.Task;
                lock (gate)
                {
                    return balance == 0 ? null : "BUG half done";
                }
            });
    }

    private static Script Waits(TaskCreationOptions options)
    {
        var (gate, ready) = (new SemaphoreSlim(1), new TaskCompletionSource<int>(options));
        return new Script()
            .Do(() =>
            {
                gate.Wait();
                ready.SetResult(1);
                gate.Release();
            })
            .DoAsync(async () =>
            {
                await ready.Task;
                gate.Wait();
                gate.Release();
            });
    }
}
