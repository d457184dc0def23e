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

    /// <summary>The task of the task, and the task in it, are both told from a thread of the pool.</summary>
    public static IControlledProgram UnwrapOfASource()
    {
        var outer = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = 0;
        return new Script()
            .BranchAsync(async () =>
            {
                outer.SetResult(inner.Task);
                await Task.Yield();
                told = 1;
                inner.SetResult();
                return null;
            })
            .BranchAsync(async () =>
            {
                await outer.Task.Unwrap();
                return told == 1 ? null : "BUG";
            });
    }

    public static IControlledProgram UnwrapOfASourceThatFails()
    {
        var outer = new TaskCompletionSource<Task<int>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource<Task<int>>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Script()
            .BranchAsync(async () =>
            {
                await Task.Yield();
                outer.SetResult(inner.Task);
                cancelled.SetCanceled();
                inner.SetException(new InvalidOperationException("inner"));
                return null;
            })
            .BranchAsync(async () =>
            {
                var first = outer.Task.Unwrap();
                var second = cancelled.Task.Unwrap();
                try
                {
                    await first;
                    return "BUG";
                }
                catch (InvalidOperationException e) when (e.Message == "inner")
                {
                }

                try
                {
                    await second;
                    return "BUG";
                }
                catch (OperationCanceledException)
                {
                    return first.IsFaulted && second.IsCanceled ? null : "BUG";
                }
            });
    }

    public static IControlledProgram BlockOnSourcesWithATokenAndATimeout()
    {
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Script()
            .BranchAsync(async () =>
            {
                await Task.Yield();
                first.SetResult(1);
                await Task.Yield();
                second.SetResult(2);
                return null;
            })
            .Branch(() =>
            {
                using var cancellation = new CancellationTokenSource();
                return Task.WaitAny([first.Task, second.Task], 1_000, cancellation.Token) >= 0
                    && Task.WaitAll([first.Task, second.Task], 1_000, cancellation.Token) ? null : "BUG timed out";
            });
    }

    private static async Task SetLaterAsync(TaskCompletionSource<int> source)
    {
        await Task.Yield();
        source.TrySetResult(3);
    }

    public static IControlledProgram ChildrenOfATask()
    {
        var told = 0;
        return new Script().Branch(() =>
        {
            var parent = Task.Factory.StartNew(
                () => Task.Factory.StartNew(() => told = 1, CancellationToken.None, TaskCreationOptions.AttachedToParent, TaskScheduler.Current),
                CancellationToken.None,
                TaskCreationOptions.None,
                TaskScheduler.Default);
            parent.Wait();
            return told == 1 ? null : "BUG left a child behind";
        });
    }
}
