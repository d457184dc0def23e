namespace Sentinel.Scheduling.Subjects;

/// <summary>Programs without a bug: any report on one of them is a false alarm.</summary>
public static class RightPrograms
{
    public static IControlledProgram LockedCounter()
    {
        var counter = new Subjects.LockedCounter();
        return new Script().Do(() => counter.Next(), () => counter.Next()).Do(() => counter.Next()).Check(() => (int)counter.Next()! == 4, "lost an increment");
    }

    public static IControlledProgram SemaphoreGuardedCreate()
    {
        var gate = new SemaphoreSlim(1);
        var map = new Dictionary<string, int>(StringComparer.Ordinal);
        var created = 0;
        async Task Create()
        {
            await gate.WaitAsync().ConfigureAwait(false);
            try
            {
                if (!map.ContainsKey("k"))
                {
                    await Task.Yield();
                    map["k"] = 1;
                    created++;
                }
            }
            finally
            {
                gate.Release();
            }
        }

        return new Script().DoAsync(Create).DoAsync(Create).DoAsync(Create).Check(() => created == 1, "created twice");
    }

    public static IControlledProgram LazyValue()
    {
        var made = 0;
        var lazy = new Lazy<int>(() => Interlocked.Increment(ref made));
        object? Read() => lazy.Value == 1 ? null : "BUG made twice";
        return new Script().Branch(Read).Branch(Read).Check(() => made == 1, "made twice");
    }

    public static IControlledProgram SpinFlag()
    {
        var flag = new Flag();
        return new Script()
            .Do(() =>
            {
                flag.Data = 7;
                flag.Up = true;
            })
            .Branch(() =>
            {
                while (!flag.Up)
                {
                }

                return flag.Data == 7 ? null : "BUG saw the flag before the data";
            });
    }

    public static IControlledProgram WaitAndPulse()
    {
        var box = new SignalBox(useWhile: true);
        return new Script().Branch(box.Take).Branch(box.Take).Do(box.Put, box.Put);
    }

    public static IControlledProgram VirtualHour()
    {
        var clock = TimeProvider.System;
        return new Script()
            .BranchAsync(async () =>
            {
                var start = clock.GetTimestamp();
                await Task.Delay(TimeSpan.FromHours(1)).ConfigureAwait(false);
                return clock.GetElapsedTime(start) >= TimeSpan.FromHours(1) ? null : "BUG woke early";
            })
            .Do(() => Thread.Sleep(TimeSpan.FromMinutes(1)));
    }

    public static IControlledProgram TryLockWithFallback()
    {
        var gate = new object();
        var (inside, fallback) = (0, 0);
        void Work()
        {
            if (Monitor.TryEnter(gate))
            {
                try
                {
                    inside++;
                }
                finally
                {
                    Monitor.Exit(gate);
                }
            }
            else
            {
                Interlocked.Increment(ref fallback);
            }
        }

        return new Script().Do(Work, Work).Do(Work).Check(() => inside + fallback == 3, "lost a call");
    }

    public static IControlledProgram ReaderWriterMap()
    {
        var rw = new ReaderWriterLockSlim();
        var map = new Dictionary<int, int> { [1] = 0 };
        void Write()
        {
            rw.EnterWriteLock();
            try
            {
                map[1] = map[1] + 1;
            }
            finally
            {
                rw.ExitWriteLock();
            }
        }

        object? Read()
        {
            rw.EnterReadLock();
            try
            {
                return map[1] is >= 0 and <= 2 ? null : "BUG";
            }
            finally
            {
                rw.ExitReadLock();
            }
        }

        return new Script().Do(Write).Do(Write).Branch(Read).Check(() => map[1] == 2, "lost a write");
    }

    private sealed class Flag
    {
        public volatile bool Up;
        public int Data;
    }
}
