namespace Sentinel.Scheduling;

/// <summary>Threads: the real object stays unstarted and serves as the key; what runs is a logical thread.</summary>
[Shim(typeof(Thread))]
internal static class ThreadShims
{
    public static Thread New(ThreadStart start) => Keep(new Thread(start), _ => start());

    public static Thread New(ThreadStart start, int maxStackSize) => Keep(new Thread(start, maxStackSize), _ => start());

    public static Thread New(ParameterizedThreadStart start) => Keep(new Thread(start), o => start(o));

    public static Thread New(ParameterizedThreadStart start, int maxStackSize) => Keep(new Thread(start, maxStackSize), o => start(o));

    public static void Start(Thread thread) => Start(thread, null);

    public static void Start(Thread thread, object? parameter)
    {
        if (LogicalThread.Current is { } current && current.Execution.Models.Find<ThreadModel>(thread) is { } model)
        {
            if (model.Running is not null)
            {
                throw new ThreadStateException("The thread has already been started.");
            }

            current.Execution.Point(current, current.Site);
            model.Running = current.Execution.Spawn(() =>
            {
                model.Body(parameter);
                TaskShims.End();
            });
        }
        else if (parameter is null)
        {
            thread.Start();
        }
        else
        {
            thread.Start(parameter);
        }
    }

    public static void UnsafeStart(Thread thread) => Start(thread, null);

    public static void UnsafeStart(Thread thread, object? parameter) => Start(thread, parameter);

    public static void Join(Thread thread) => Join(thread, Timeout.InfiniteTimeSpan);

    public static bool Join(Thread thread, int millisecondsTimeout) => Join(thread, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool Join(Thread thread, TimeSpan timeout)
    {
        if (LogicalThread.Current is not { } current || current.Execution.Models.Find<ThreadModel>(thread)?.Running is not { } running)
        {
            return thread.Join(timeout);
        }

        if (timeout == TimeSpan.Zero)
        {
            TaskShims.AskOrder();
        }

        var wait = new ConditionWait("the end of a thread", () => running.Done, monotonic: timeout == Timeout.InfiniteTimeSpan, () => [running]);
        if (!current.Execution.Pause(current, current.Site, wait, Deadlines.After(current.Execution, timeout)))
        {
            return false;
        }

        current.Execution.Races?.Joined(current, running);
        return true;
    }

    public static bool get_IsAlive(Thread thread)
    {
        if (LogicalThread.Current is not { } current || current.Execution.Models.Find<ThreadModel>(thread) is not { } model)
        {
            return thread.IsAlive;
        }

        TaskShims.AskOrder();
        current.Execution.Point(current, current.Site);
        if (model.Running is { Done: true } ended)
        {
            current.Execution.Races?.Joined(current, ended);
        }

        return model.Running is { Done: false };
    }

    public static int get_ManagedThreadId(Thread thread)
    {
        if (LogicalThread.Current is not { } current)
        {
            return thread.ManagedThreadId;
        }

        return thread == Thread.CurrentThread ? current.Id + 1
            : current.Execution.Models.Find<ThreadModel>(thread)?.Running is { } running ? running.Id + 1
            : thread.ManagedThreadId;
    }

    public static void Sleep(int millisecondsTimeout) => Sleep(Deadlines.OfMilliseconds(millisecondsTimeout));

    public static void Sleep(TimeSpan timeout)
    {
        if (LogicalThread.Current is { } thread)
        {
            Blocking.Sleep(thread, timeout);
        }
        else
        {
            Thread.Sleep(timeout);
        }
    }

    public static bool Yield()
    {
        if (LogicalThread.Current is not { } thread)
        {
            return Thread.Yield();
        }

        thread.Execution.Yield(thread, thread.Site);
        return true;
    }

    public static void SpinWait(int iterations) => _ = LogicalThread.Current is null ? Spin(iterations) : Yield();

    private static bool Spin(int iterations)
    {
        Thread.SpinWait(iterations);
        return true;
    }

    private static Thread Keep(Thread thread, Action<object?> body)
    {
        LogicalThread.Current?.Execution.Models.Get(thread, _ => new ThreadModel(body));
        return thread;
    }

    private sealed class ThreadModel(Action<object?> body)
    {
        public Action<object?> Body { get; } = body;

        public LogicalThread? Running { get; set; }
    }
}

/// <summary>Spinning is a hint that others should go first.</summary>
[Shim(typeof(SpinWait))]
internal static class SpinWaitShims
{
    public static void SpinOnce(ref SpinWait spin) => SpinOnce(ref spin, 20);

    public static void SpinOnce(ref SpinWait spin, int sleep1Threshold)
    {
        if (LogicalThread.Current is null)
        {
            spin.SpinOnce(sleep1Threshold);
        }
        else
        {
            ThreadShims.Yield();
        }
    }

    public static void SpinUntil(Func<bool> condition) => SpinUntil(condition, Timeout.InfiniteTimeSpan);

    public static bool SpinUntil(Func<bool> condition, int millisecondsTimeout) => SpinUntil(condition, Deadlines.OfMilliseconds(millisecondsTimeout));

    public static bool SpinUntil(Func<bool> condition, TimeSpan timeout)
    {
        if (LogicalThread.Current is not { } thread)
        {
            return SpinWait.SpinUntil(condition, timeout);
        }

        // The condition is the program's own code and may hold points, so it is asked here, not by the scheduler.
        var deadline = Deadlines.After(thread.Execution, timeout);
        while (!condition())
        {
            if (thread.Execution.World.Ticks >= deadline)
            {
                return false;
            }

            ThreadShims.Yield();
        }

        return true;
    }
}
