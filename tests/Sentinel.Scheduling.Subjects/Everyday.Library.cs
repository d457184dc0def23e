using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

public static partial class Everyday
{
    public static IControlledProgram ClockOfTheProgram()
    {
        var clock = new ManualClock();
        return new Script()
            .Do(() => clock.Advance(1), () => clock.Advance(1))
            .Branch(() => clock.GetElapsedTime(0, clock.GetTimestamp()) <= TimeSpan.FromSeconds(2) ? null : "BUG too far");
    }

    public static IControlledProgram BlockingCollectionWithATimeAndAToken()
    {
        var items = new BlockingCollection<int>(1);
        return new Script()
            .Branch(
                () => items.TryAdd(1, 1_000) && items.TryAdd(2, 60_000, CancellationToken.None) ? null : "BUG no room",
                () => items.TryAdd(3, 1_000) ? "BUG room" : null)
            .Branch(() => items.TryTake(out var item, 60_000, CancellationToken.None) && item == 1 ? null : "BUG no item");
    }

    public static IControlledProgram AddingEndsWhileSomebodyWaitsForRoom()
    {
        var items = new BlockingCollection<int>(1);
        return new Script()
            .Before(() => items.Add(1))
            .Branch(() =>
            {
                try
                {
                    items.Add(2);
                    return "BUG added";
                }
                catch (InvalidOperationException)
                {
                    return null;
                }
            })
            .Do(items.CompleteAdding);
    }

    public static IControlledProgram TakingIsCancelled()
    {
        var items = new BlockingCollection<int>();
        return new Script().Branch(() =>
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            try
            {
                return items.TryTake(out _, Timeout.Infinite, soon.Token) ? "BUG taken" : "BUG gave up";
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        });
    }

    public static IControlledProgram WaitsWithATokenATimeAndAClock()
    {
        var done = new CountdownEvent(1);
        return new Script()
            .Do(() => done.Signal())
            .Branch(() => done.Wait(1_000, CancellationToken.None) ? null : "BUG too late")
            .DoAsync(async () => await Task.Run(static () => 1).WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None))
            .DoAsync(() => Task.Delay(1).WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None));
    }

    /// <summary>A clock that only the program moves.</summary>
    public sealed class ManualClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public void Advance(long seconds) => Interlocked.Add(ref _now, seconds);
    }
}
