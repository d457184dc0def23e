using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Races beside a synchronisation that does not order them: the value is written after the signal that should carry it, or
/// read before the wait.</summary>
public static class Edges
{
    public static IControlledProgram ValueSetAfterTheLazyWasMade()
    {
        var cell = new Races.Cell();
        var lazy = new Lazy<Races.Cell>(() => cell);
        return new Script().Do(() => lazy.Value.Value = 1).Do(() => _ = lazy.Value.Value);
    }

    public static IControlledProgram TimerAgainstItsMaker()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            var done = new ManualResetEventSlim();
            using var timer = new Timer(
                _ =>
                {
                    cell.Value++;
                    done.Set();
                },
                null,
                100,
                Timeout.Infinite);
            cell.Value = 1;
            done.Wait();
        });
    }

    public static IControlledProgram WriteAfterTheChannel()
    {
        var channel = Channel.CreateUnbounded<Races.Cell>();
        return new Script()
            .Do(() =>
            {
                var cell = new Races.Cell();
                channel.Writer.TryWrite(cell);
                cell.Value = 1;
            })
            .DoAsync(async () => _ = (await channel.Reader.ReadAsync()).Value);
    }

    public static IControlledProgram WriteAfterTheQueue()
    {
        var queue = new ConcurrentQueue<Races.Cell>();
        return new Script()
            .Do(() =>
            {
                var cell = new Races.Cell();
                queue.Enqueue(cell);
                cell.Value = 1;
            })
            .Do(() => _ = queue.TryDequeue(out var cell) ? cell.Value : 0);
    }

    public static IControlledProgram WriteAfterTheEvent()
    {
        var (ready, cell) = (new ManualResetEventSlim(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                ready.Set();
                cell.Value = 1;
            })
            .Do(() =>
            {
                ready.Wait();
                cell.Value++;
            });
    }

    public static IControlledProgram WriteAfterTheKernelEvent()
    {
        var (ready, cell) = (new AutoResetEvent(false), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                ready.Set();
                cell.Value = 1;
            })
            .Do(() =>
            {
                ready.WaitOne();
                cell.Value++;
            });
    }

    public static IControlledProgram WriteAfterTheCompletion()
    {
        var (source, cell) = (new TaskCompletionSource(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                source.SetResult();
                cell.Value = 1;
            })
            .DoAsync(async () =>
            {
                await source.Task;
                cell.Value++;
            });
    }

    public static IControlledProgram WriteAfterTheBarrier()
    {
        var (barrier, cell) = (new Barrier(2), new Races.Cell());
        void Meet()
        {
            barrier.SignalAndWait();
            cell.Value++;
        }

        return new Script().Do(Meet).Do(Meet);
    }

    public static IControlledProgram WriteAfterTheCountdown()
    {
        var (countdown, cell) = (new CountdownEvent(1), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                countdown.Signal();
                cell.Value = 1;
            })
            .Do(() =>
            {
                countdown.Wait();
                cell.Value++;
            });
    }

    public static IControlledProgram WriteAfterTheRelease()
    {
        var (semaphore, cell) = (new SemaphoreSlim(1), new Races.Cell());
        void Set()
        {
            semaphore.Wait();
            semaphore.Release();
            cell.Value++;
        }

        return new Script().Do(Set).Do(Set);
    }

    public static IControlledProgram WriteAfterTheMutex()
    {
        var (mutex, cell) = (new Mutex(), new Races.Cell());
        void Set()
        {
            mutex.WaitOne();
            mutex.ReleaseMutex();
            cell.Value++;
        }

        return new Script().Do(Set).Do(Set);
    }

    public static IControlledProgram WriteAfterTheSpinLock()
    {
        var (locked, cell) = (new SpinLocked(), new Races.Cell());
        void Set()
        {
            locked.Add();
            cell.Value++;
        }

        return new Script().Do(Set).Do(Set);
    }

    public static IControlledProgram WriteAfterTheVolatileFlag()
    {
        var (flags, cell) = (new Races.Flags(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                flags.X = 1;
                cell.Value = 1;
            })
            .Do(() => _ = flags.X == 1 ? cell.Value : 0);
    }

    /// <summary>Both come after the signal, and neither after the other.</summary>
    public static IControlledProgram WrittenBeforeAWaitAndReadAfterAnother()
    {
        var (ready, cell) = (new ManualResetEventSlim(), new Races.Cell());
        return new Script()
            .Do(ready.Set)
            .Do(() =>
            {
                cell.Value = 1;
                ready.Wait();
            })
            .Do(() =>
            {
                ready.Wait();
                _ = cell.Value;
            });
    }

    /// <summary>The sequence was complete before; that the writer has ended is nothing that the reader was told.</summary>
    public static IControlledProgram WriteBesideASequence()
    {
        var (channel, cell) = (Channel.CreateUnbounded<int>(), new Races.Cell());
        channel.Writer.TryWrite(1);
        channel.Writer.Complete();
        return new Script()
            .Do(() => cell.Value = 1)
            .DoAsync(async () =>
            {
                await foreach (var item in channel.Reader.ReadAllAsync())
                {
                    GC.KeepAlive(item);
                }

                _ = cell.Value;
            });
    }

    public static IControlledProgram ReadBeforeTheJoin()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            var thread = new Thread(() => cell.Value = 1);
            thread.Start();
            _ = cell.Value;
            thread.Join();
        });
    }

    public static IControlledProgram ReadAfterAJoinThatTimedOut()
    {
        var (cell, release) = (new Races.Cell(), new ManualResetEventSlim());
        return new Script().Do(() =>
        {
            var thread = new Thread(() =>
            {
                cell.Value = 1;
                release.Wait();
            });
            thread.Start();
            thread.Join(10);
            _ = cell.Value;
            release.Set();
            thread.Join();
        });
    }

    /// <summary>Both are complete by then; the answer tells of one.</summary>
    public static IControlledProgram ReadAfterTheFirstOfTwo()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            var (one, other) = (Task.Run(static () => { }), Task.Run(() => { cell.Value = 1; }));
            await Task.Delay(10);
            _ = await Task.WhenAny(one, other) == one ? cell.Value : 0;
            await other;
        });
    }

    /// <summary>The first to complete the task is whom its awaiter comes after; the second has no part in it.</summary>
    public static IControlledProgram WriteBeforeACompletionThatCameTooLate()
    {
        var (source, cell) = (new TaskCompletionSource(), new Races.Cell());
        return new Script()
            .Do(() => source.TrySetResult())
            .Do(() =>
            {
                cell.Value = 1;
                source.TrySetResult();
            })
            .DoAsync(async () =>
            {
                await source.Task;
                _ = cell.Value;
            });
    }

    public static IControlledProgram TwoTurnsOfAParallelLoop()
    {
        var cell = new Races.Cell();
        return new Script().Do(() => Parallel.For(0, 4, _ => cell.Value++));
    }
}
