using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

/// <content>Types of the program that derive from those of the library.</content>
public static partial class Everyday
{
    public static IControlledProgram MapOfItsOwn()
    {
        var map = new Tally();
        void Add() => map.AddOrUpdate("k", 1, (_, n) => n + 1);
        return new Script().Do(Add).Do(Add).Check(() => map["k"] == 2, "lost one");
    }

    /// <summary>An hour of timers on a clock that only shows another time.</summary>
    public static IControlledProgram ClockOfItsOwn()
    {
        var clock = new ShiftedClock();
        async Task Wait()
        {
            var (at, start) = (clock.GetUtcNow(), clock.GetTimestamp());
            await Task.Delay(TimeSpan.FromHours(1), clock);
            using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
            await timer.WaitForNextTickAsync();
            var ticked = new TaskCompletionSource();
            await using var once = clock.CreateTimer(_ => ticked.TrySetResult(), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
            await ticked.Task;
            if (clock.GetUtcNow() - at != TimeSpan.FromHours(3) || clock.GetElapsedTime(start) != TimeSpan.FromHours(3) || clock.GetUtcNow().Year < 2100)
            {
                throw new InvalidOperationException("the clock shows a time of its own");
            }
        }

        return new Script().DoAsync(Wait).DoAsync(Wait);
    }

    private sealed class Tally : ConcurrentDictionary<string, int>
    {
        public Tally() => TryAdd("others", 0);
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddYears(200);
    }
}
