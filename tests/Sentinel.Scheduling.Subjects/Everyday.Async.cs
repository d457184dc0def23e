namespace Sentinel.Scheduling.Subjects;

public static partial class Everyday
{
    private static readonly AsyncLocal<int> Ambient = new();

    private static readonly AsyncLocal<string> Told = new(static _ =>
    {
        lock (typeof(Everyday))
        {
            GC.KeepAlive(Ambient);
        }
    });

    public static IControlledProgram AsyncLocalFlowsWithAwait()
    {
        async Task<object?> Work(int value)
        {
            Ambient.Value = value;
            await Task.Yield();
            await Inner();
            return Ambient.Value == value ? null : "BUG " + Ambient.Value;
        }

        async Task Inner()
        {
            Ambient.Value = 77;
            await Task.Delay(1);
        }

        return new Script().BranchAsync(() => Work(1)).BranchAsync(() => Work(2));
    }

    public static IControlledProgram AsyncLocalFlowsIntoATimer() => new Script().BranchAsync(async () =>
    {
        Ambient.Value = 3;
        var seen = new TaskCompletionSource<int>();
        using var timer = new Timer(_ => seen.SetResult(Ambient.Value), null, 10, Timeout.Infinite);
        return await seen.Task == 3 ? null : "BUG";
    });

    public static IControlledProgram AsyncLocalDoesNotFlowWhereThatIsSuppressed() => new Script()
        .Do(() => Ambient.Value = 4, () => Thread.Yield())
        .Branch(() =>
        {
            Ambient.Value = 5;
            var seen = -1;
            using var done = new ManualResetEventSlim();
            using (ExecutionContext.SuppressFlow())
            {
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    seen = Ambient.Value;
                    done.Set();
                });
            }

            done.Wait();
            return seen == 0 ? null : "BUG " + seen;
        });

    /// <summary>Whoever sleeps last moves the clock; nothing of its context is the timer's.</summary>
    public static IControlledProgram AsyncLocalDoesNotFlowFromWhoeverMovesTheClock() => new Script()
        .Do(() =>
        {
            Ambient.Value = 8;
            Thread.Sleep(20);
        })
        .Branch(() =>
        {
            var seen = -1;
            using var done = new ManualResetEventSlim();
            Timer timer;
            using (ExecutionContext.SuppressFlow())
            {
                timer = new Timer(
                    _ =>
                    {
                        seen = Ambient.Value;
                        done.Set();
                    },
                    null,
                    10,
                    Timeout.Infinite);
            }

            done.Wait();
            timer.Dispose();
            return seen == 0 ? null : "BUG " + seen;
        });

    /// <summary>What an asynchronous method did before an await comes before what it does after it, though no context flows.</summary>
    public static IControlledProgram AwaitWhereFlowIsSuppressed()
    {
        var source = new TaskCompletionSource();
        return new Script()
            .BranchAsync(async () =>
            {
                await Task.Yield();
                source.SetResult();
                return null;
            })
            .BranchAsync(async () =>
            {
                List<int> own = [];
                Ambient.Value = 6;
                _ = ExecutionContext.SuppressFlow();
                own.Add(1);
                await source.Task;
                own.Add(2);
                return own.Count == 2 && Ambient.Value == 0 ? null : "BUG " + Ambient.Value;
            })
            .BranchAsync(async () =>
            {
                List<int> own = [1];
                Task task;
                using (ExecutionContext.SuppressFlow())
                {
                    task = Task.Run(async () =>
                    {
                        own.Add(2);
                        await source.Task;
                        own.Add(3);
                    });
                }

                await task;
                return own.Count == 3 ? null : "BUG";
            });
    }

    /// <summary>The runtime ends the process where such a handler throws: also where a run is cut short in it.</summary>
    public static IControlledProgram AsyncLocalThatTells()
    {
        async Task Work(string value)
        {
            Told.Value = value;
            await Task.Yield();
            Told.Value = value + value;
            await Task.Delay(1);
        }

        return new Script().DoAsync(() => Work("a")).DoAsync(() => Work("b"));
    }

    public static IControlledProgram AwaitThatAlwaysYields() => new Script().BranchAsync(async () =>
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await Task.FromException(new InvalidOperationException()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return await Task.FromResult(1).ConfigureAwait(ConfigureAwaitOptions.ForceYielding) == 1 ? null : "BUG";
    });

    public static IControlledProgram ExclusiveScheduler()
    {
        var exclusive = new TaskFactory(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        var box = new Box();
        return new Script().DoAsync(() => exclusive.StartNew(() => box.Value++)).DoAsync(() => exclusive.StartNew(() => box.Value++)).Check(() => box.Value == 2, "lost one");
    }

    public static IControlledProgram TimeoutThatIsTakenBack() => new Script().BranchAsync(async () =>
    {
        using var source = new CancellationTokenSource(100);
        source.CancelAfter(Timeout.Infinite);
        await Task.Delay(500);
        if (source.IsCancellationRequested)
        {
            return "BUG fired though it was taken back";
        }

        source.CancelAfter(TimeSpan.FromSeconds(1));
        if (!source.TryReset())
        {
            return "BUG cannot be reset";
        }

        await Task.Delay(5_000);
        return source.IsCancellationRequested ? "BUG fired though it was reset" : null;
    });

    public static IControlledProgram TimeoutOfASourceThatIsDisposed() => new Script().BranchAsync(async () =>
    {
        var fired = 0;
        using (var source = new CancellationTokenSource())
        {
            source.Token.Register(() => fired++);
            source.CancelAfter(100);
        }

        await Task.Delay(500);
        return fired == 0 ? null : "BUG fired";
    });

    public static IControlledProgram TimerThatIsDisposed() => new Script().BranchAsync(async () =>
    {
        var ticks = 0;
        using (var timer = new Timer(_ => Interlocked.Increment(ref ticks), null, 10, 10))
        {
            await Task.Delay(25);
        }

        var before = Volatile.Read(ref ticks);
        await Task.Delay(100);
        return Volatile.Read(ref ticks) == before ? null : "BUG ticks on";
    });
}
