using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sentinel.Scheduling.Subjects;

/// <content>Waits that end in another way than by what was waited for, and what they leave behind.</content>
public static partial class Everyday
{
    public static IControlledProgram WaitsOfASemaphoreThatTimeOut() => new Script().BranchAsync(async () =>
    {
        using var gate = new SemaphoreSlim(0);
        if (await gate.WaitAsync(10) || gate.Wait(10) || await gate.WaitAsync(0) || gate.Wait(0))
        {
            return "BUG entered";
        }

        // Whoever left takes nothing that is released later.
        gate.Release();
        return gate.CurrentCount == 1 && await gate.WaitAsync(10) && gate.CurrentCount == 0 ? null : "BUG " + gate.CurrentCount;
    });

    public static IControlledProgram WaitersOfASemaphoreInTurn() => new Script().BranchAsync(async () =>
    {
        using var gate = new SemaphoreSlim(0);
        Task[] waits = [gate.WaitAsync(), gate.WaitAsync(), gate.WaitAsync()];
        gate.Release();
        if (!waits[0].IsCompleted || waits[1].IsCompleted || waits[2].IsCompleted)
        {
            return "BUG not the first";
        }

        gate.Release(3);
        await Task.WhenAll(waits);
        return gate.CurrentCount == 1 ? null : "BUG " + gate.CurrentCount;
    });

    public static IControlledProgram WaitsThatAreCancelled() => new Script()
        .Branch(
            static () => Cancelled(token => new SemaphoreSlim(0).Wait(token)),
            static () => Cancelled(token => new SemaphoreSlim(0).Wait(1_000, token)),
            static () => Cancelled(token => new ManualResetEventSlim().Wait(token)),
            static () => Cancelled(token => new CountdownEvent(1).Wait(token)),
            static () => Cancelled(token => new BlockingCollection<int>().Take(token)),
            static () => Cancelled(token => new TaskCompletionSource().Task.Wait(token)),
            static () => Cancelled(token => Task.WaitAll([new TaskCompletionSource().Task], token)),
            static () =>
            {
                var barrier = new Barrier(2);
                return Cancelled(token => barrier.SignalAndWait(token)) ?? (barrier.ParticipantsRemaining == 2 ? null : "BUG still counted");
            })
        .BranchAsync(static async () =>
        {
            using var gate = new SemaphoreSlim(0);
            using var soon = new CancellationTokenSource(10);
            try
            {
                await gate.WaitAsync(soon.Token);
                return "BUG entered";
            }
            catch (OperationCanceledException)
            {
                gate.Release();
                return gate.CurrentCount == 1 ? null : "BUG taken all the same";
            }
        });

    public static IControlledProgram BarrierThatIsLeft()
    {
        var phases = 0;
        var barrier = new Barrier(3, _ => phases++);
        return new Script()
            .Branch(() =>
            {
                if (barrier.SignalAndWait(10))
                {
                    return "BUG nobody else came yet";
                }

                if (barrier.ParticipantsRemaining != 3)
                {
                    return "BUG still counted";
                }

                barrier.RemoveParticipant();
                barrier.SignalAndWait();
                return phases == 1 ? null : "BUG " + phases;
            })
            .Branch(() =>
            {
                Thread.Sleep(1_000);
                barrier.SignalAndWait();
                return phases == 1 ? null : "BUG " + phases;
            });
    }

    /// <summary>Whoever takes the last place of a phase away ends it.</summary>
    public static IControlledProgram BarrierWithoutItsLast()
    {
        var barrier = new Barrier(2);
        return new Script().Do(barrier.SignalAndWait).Do(barrier.RemoveParticipant);
    }

    public static IControlledProgram KernelEventForOne()
    {
        var (ready, other, passed) = (new AutoResetEvent(false), new ManualResetEvent(false), 0);
        void Wait()
        {
            if (WaitHandle.WaitAny([other, ready], 10) == 1)
            {
                Interlocked.Increment(ref passed);
            }

            if (ready.WaitOne(10))
            {
                Interlocked.Increment(ref passed);
            }
        }

        return new Script().Do(Wait).Do(Wait).Do(() => ready.Set()).Check(() => passed == 1, "not one");
    }

    public static IControlledProgram BoundedCollectionThatIsFull()
    {
        var queue = new BlockingCollection<int>(1);
        return new Script().Do(() => queue.Add(1), () => queue.Add(2)).Branch(() => queue.Take() == 1 && queue.Take() == 2 ? null : "BUG");
    }

    public static IControlledProgram RecursionThatIsRefused() => new Script().Branch(static () =>
    {
        using var rw = new ReaderWriterLockSlim();
        rw.EnterUpgradeableReadLock();
        rw.EnterWriteLock();
        if (!Refused(rw.EnterWriteLock) || !Refused(rw.EnterReadLock) || !Refused(rw.EnterUpgradeableReadLock))
        {
            return "BUG entered twice";
        }

        rw.ExitWriteLock();
        rw.ExitUpgradeableReadLock();
        rw.EnterReadLock();
        return Refused(rw.EnterReadLock) && Refused(rw.EnterWriteLock) && Refused(rw.EnterUpgradeableReadLock) ? null : "BUG upgraded";

        static bool Refused(Action enter)
        {
            try
            {
                enter();
                return false;
            }
            catch (LockRecursionException)
            {
                return true;
            }
        }
    });

    /// <summary>Locks are left, and pulsed, by their owners only.</summary>
    public static IControlledProgram LocksOfOthers()
    {
        var (gate, modern, mutex) = (new object(), new Lock(), new Mutex());
        static bool Refused<TError>(Action call)
            where TError : Exception
        {
            try
            {
                call();
                return false;
            }
            catch (TError)
            {
                return true;
            }
        }

        object? Work() =>
            Refused<SynchronizationLockException>(() => Monitor.Exit(gate)) && Refused<SynchronizationLockException>(() => Monitor.Pulse(gate))
            && Refused<SynchronizationLockException>(() => Monitor.Wait(gate, 1)) && Refused<SynchronizationLockException>(modern.Exit)
            && Refused<ApplicationException>(mutex.ReleaseMutex) ? null : "BUG not refused";

        void Hold()
        {
            lock (gate)
            {
                lock (modern)
                {
                    mutex.WaitOne();
                    Thread.Sleep(10);
                    mutex.ReleaseMutex();
                }
            }
        }

        return new Script().Branch(Work).Do(Hold).Branch(Work);
    }

    /// <summary>Time as it was asked for, and no more.</summary>
    public static IControlledProgram TimesThatAreExact() => new Script().BranchAsync(static async () =>
    {
        var watch = Stopwatch.StartNew();
        Thread.Sleep(1_000);
        var slept = watch.ElapsedMilliseconds;
        watch.Stop();
        await Task.Delay(500);
        var stopped = watch.ElapsedMilliseconds;
        watch.Start();
        var inTime = SpinWait.SpinUntil(static () => false, 100);
        return (slept, stopped, inTime) == (1_000, 1_000, false) && watch.ElapsedMilliseconds is >= 1_100 and < 1_500 ? null : $"BUG {slept} {stopped} {inTime}";
    });

    public static IControlledProgram TaskOfACancelledToken() => new Script().BranchAsync(static async () =>
    {
        var begun = 0;
        var token = new CancellationToken(canceled: true);
        Task[] tasks = [Task.Run(() => begun++, token), Task.Run(() => { begun++; }, token), Task.Run(async () => { begun++; await Task.Yield(); }, token)];
        try
        {
            await Task.WhenAll(tasks);
            return "BUG ran";
        }
        catch (OperationCanceledException)
        {
            return begun == 0 && Array.TrueForAll(tasks, task => task.IsCanceled) ? null : "BUG begun";
        }
    });

    private static object? Cancelled(Action<CancellationToken> wait)
    {
        using var soon = new CancellationTokenSource(10);
        try
        {
            wait(soon.Token);
            return "BUG came to an end";
        }
        catch (OperationCanceledException)
        {
            return Environment.TickCount64 < 1_000 ? null : "BUG came too late";
        }
    }
}
