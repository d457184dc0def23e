namespace Sentinel.Scheduling.Subjects;

/// <content>What statics hold that no run puts back: made before all runs, or in the first that asked for it.</content>
public static partial class Everyday
{
    private static readonly TaskScheduler Early = TaskScheduler.Default;

    private static readonly Lazy<TaskFactory> Late = new(static () => new TaskFactory(TaskScheduler.Default));

    private static readonly Lazy<TimeProvider> Clock = new(static () => TimeProvider.System);

    public static IControlledProgram SchedulerThatAStaticHolds()
    {
        var sum = 0;
        async Task Add()
        {
            await Task.Factory.StartNew(() => Interlocked.Add(ref sum, 1), CancellationToken.None, TaskCreationOptions.None, Early);
            await Late.Value.StartNew(() => Interlocked.Add(ref sum, 1));
        }

        return new Script().DoAsync(Add).DoAsync(Add).Check(() => Volatile.Read(ref sum) == 4, "lost one");
    }

    public static IControlledProgram ClockThatAStaticHolds() => new Script().DoAsync(static async () =>
    {
        var start = Clock.Value.GetUtcNow();
        await Task.Delay(TimeSpan.FromHours(1), Clock.Value);
        if (Clock.Value.GetUtcNow() - start != TimeSpan.FromHours(1) || start.Year != 2030)
        {
            throw new InvalidOperationException("not the time of this run");
        }
    });

    /// <summary>A static of a type that only one file knows: each run must see the same start.</summary>
    public static IControlledProgram StaticOfATypeOfOneFile()
    {
        var first = ++OfThisFile.Made;
        return new Script().Do(static () => { }).Check(() => first == 1, "what another run left");
    }

    /// <summary>Whoever works for long without a wait gets its turn beside a timer that never ends.</summary>
    public static IControlledProgram LongWorkBesideATimer()
    {
        var (count, ticks) = (0, 0);
        async Task Tick()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await timer.WaitForNextTickAsync())
            {
                Interlocked.Increment(ref ticks);
            }
        }

        void Work()
        {
            _ = Tick();
            for (var i = 0; i < 3_000; i++)
            {
                Interlocked.Increment(ref count);
            }
        }

        return new Script().Do(Work).Check(() => Volatile.Read(ref count) == 3_000, "did not finish");
    }
}

/// <summary>The compiler gives a type of one file a name of its own making: it is a type of the program all the same.</summary>
file static class OfThisFile
{
    public static int Made { get; set; }
}
