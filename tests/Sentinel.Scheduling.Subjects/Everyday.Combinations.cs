namespace Sentinel.Scheduling.Subjects;

public static partial class Everyday
{
    /// <summary>The library returns the task itself: it is complete because it is, not because another is.</summary>
    public static IControlledProgram AllOfASingleTask() => new Script().BranchAsync(async () =>
    {
        var told = 0;
        Task[] workers =
        [
            Task.Run(async () =>
            {
                await Task.Yield();
                told = 5;
            }),
        ];
        await Task.WhenAll(Task.WhenAll(workers));
        return told == 5 ? null : "BUG";
    });

    /// <summary>What the library hangs on such a task it would tell of from a thread of its pool.</summary>
    public static IControlledProgram FirstOfASourceAndADelay()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Script()
            .BranchAsync(async () =>
            {
                await Task.Yield();
                source.TrySetResult();
                return null;
            })
            .BranchAsync(async () => await Task.WhenAny(source.Task, Task.Delay(1_000)) == source.Task ? null : "BUG timed out");
    }

    public static IControlledProgram AllOfSourcesThatContinueAsynchronously()
    {
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = 0;
        return new Script()
            .BranchAsync(async () =>
            {
                await Task.Yield();
                told = 1;
                first.SetResult(1);
                second.SetException(new InvalidOperationException("second"));
                return null;
            })
            .BranchAsync(async () =>
            {
                try
                {
                    await Task.WhenAll(first.Task, second.Task);
                    return "BUG";
                }
                catch (InvalidOperationException e) when (e.Message == "second")
                {
                    return told == 1 && await first.Task == 1 ? null : "BUG";
                }
            });
    }

    public static IControlledProgram WaitForASourceWithATimeout()
    {
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Script()
            .DoAsync(() => SetLaterAsync(source))
            .BranchAsync(async () => await source.Task.WaitAsync(TimeSpan.FromSeconds(1)) == 3 ? null : "BUG")
            .BranchAsync(async () =>
            {
                using var cancellation = new CancellationTokenSource();
                return await source.Task.WaitAsync(cancellation.Token) == 3 ? null : "BUG";
            });
    }

    public static IControlledProgram RunUntilASourceCompletes()
    {
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Script()
            .DoAsync(() => SetLaterAsync(source))
            .BranchAsync(async () => await Task.Run(() => source.Task) == 3 ? null : "BUG")
            .BranchAsync(async () =>
            {
                await Task.Run(() => (Task)source.Task);
                return null;
            });
    }

    private static async Task SetLaterAsync(TaskCompletionSource<int> source)
    {
        await Task.Yield();
        source.TrySetResult(3);
    }
}
