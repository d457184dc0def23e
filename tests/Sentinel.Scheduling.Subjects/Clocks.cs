using Microsoft.Extensions.Time.Testing;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Programs about time.</summary>
public static class Clocks
{
    /// <summary>A step moves the clock that another reads: whoever begins after the move must see it.</summary>
    public static IControlledProgram MovedByAStep()
    {
        var clock = new FakeTimeProvider();
        var start = clock.GetUtcNow();
        return new Script()
            .Branch(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return null;
            })
            .Branch(() => (object)(clock.GetUtcNow() - start), () => (object)(clock.GetUtcNow() - start));
    }

    /// <summary>The answer comes within the hour; a timeout of a second fires only where timers are choices.</summary>
    public static IControlledProgram TimeoutRace()
    {
        var answer = new TaskCompletionSource();
        return new Script()
            .BranchAsync(async () =>
            {
                try
                {
                    await answer.Task.WaitAsync(TimeSpan.FromSeconds(1));
                    return null;
                }
                catch (TimeoutException)
                {
                    return "BUG timed out";
                }
            })
            .Do(() =>
            {
                for (var i = 0; i < 3; i++)
                {
                    Thread.MemoryBarrier();
                }

                answer.SetResult();
            });
    }

    /// <summary>All of it on the virtual clock: a periodic timer, a source that cancels itself, a stopwatch, polling with a deadline.</summary>
    public static IControlledProgram EveryTimer() => new Script()
        .BranchAsync(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
            var watch = System.Diagnostics.Stopwatch.StartNew();
            for (var i = 0; i < 3; i++)
            {
                await timer.WaitForNextTickAsync();
            }

            return watch.Elapsed >= TimeSpan.FromMinutes(3) ? null : "BUG early";
        })
        .BranchAsync(async () =>
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, source.Token);
                return "BUG";
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        })
        .Branch(() =>
        {
            var end = DateTime.UtcNow.AddSeconds(1);
            while (DateTime.UtcNow < end)
            {
                Thread.Yield();
            }

            return null;
        });
}
