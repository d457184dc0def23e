using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sentinel.Scheduling.Subjects;

/// <content>What one thread made, another takes over.</content>
public static partial class Idioms
{
    public static IControlledProgram BoundedChannel()
    {
        var channel = Channel.CreateBounded<Races.Cell>(1);
        return new Script()
            .DoAsync(async () =>
            {
                for (var i = 0; i < 2; i++)
                {
                    var cell = new Races.Cell();
                    cell.Value = i;
                    await channel.Writer.WriteAsync(cell);
                }

                channel.Writer.Complete();
            })
            .DoAsync(async () =>
            {
                while (await channel.Reader.WaitToReadAsync())
                {
                    while (channel.Reader.TryRead(out var cell))
                    {
                        cell.Value++;
                    }
                }
            });
    }

    /// <summary>Signals alone: the state is beside the channel.</summary>
    public static IControlledProgram ChannelAsASignal()
    {
        var (channel, cell) = (Channel.CreateUnbounded<int>(), new Races.Cell());
        return new Script()
            .DoAsync(async () =>
            {
                cell.Value = 1;
                await channel.Writer.WriteAsync(0);
            })
            .DoAsync(async () =>
            {
                await channel.Reader.ReadAsync();
                cell.Value++;
            });
    }

    public static IControlledProgram ResultOfASource()
    {
        var (source, list) = (new TaskCompletionSource<List<int>>(TaskCreationOptions.RunContinuationsAsynchronously), new List<int>());
        return new Script()
            .Do(() =>
            {
                list.Add(1);
                source.TrySetResult(list);
            })
            .DoAsync(async () => (await source.Task.ConfigureAwait(false)).Add(2));
    }

    /// <summary>What the waiting side wrote before it began to wait is its own afterwards too.</summary>
    public static IControlledProgram StateAcrossAnAwait()
    {
        var (source, cell) = (new TaskCompletionSource(), new Races.Cell());
        return new Script()
            .Do(source.SetResult)
            .DoAsync(async () =>
            {
                cell.Value = 1;
                await source.Task;
                cell.Value++;
            });
    }

    public static IControlledProgram EventAsAGate()
    {
        var (ready, map) = (new ManualResetEventSlim(), new Dictionary<int, int>());
        void Read()
        {
            ready.Wait();
            _ = map[1];
        }

        return new Script()
            .Do(() =>
            {
                map[1] = 1;
                ready.Set();
            })
            .Do(Read)
            .Do(Read);
    }

    public static IControlledProgram CountdownOfWorkers()
    {
        var (countdown, results) = (new CountdownEvent(2), new int[2]);
        void Work(int me)
        {
            results[me] = me + 1;
            countdown.Signal();
        }

        return new Script().Do(() => Work(0)).Do(() => Work(1)).Branch(() =>
        {
            countdown.Wait();
            return results[0] + results[1] == 3 ? null : "BUG";
        });
    }

    public static IControlledProgram ThreadsJoined()
    {
        var results = new int[2];
        return new Script().Branch(() =>
        {
            var threads = new[] { new Thread(() => results[0] = 1), new Thread(o => results[1] = (int)o!) };
            threads[0].Start();
            threads[1].Start(2);
            foreach (var thread in threads)
            {
                thread.Join();
            }

            return results[0] + results[1] == 3 ? null : "BUG";
        });
    }

    public static IControlledProgram PingPong()
    {
        var (ping, pong, cell) = (new AutoResetEvent(false), new AutoResetEvent(false), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value++;
                ping.Set();
                pong.WaitOne();
                cell.Value++;
            })
            .Do(() =>
            {
                ping.WaitOne();
                cell.Value++;
                pong.Set();
            });
    }

    public static IControlledProgram SemaphoreAsASignal()
    {
        var (items, cell) = (new SemaphoreSlim(0), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                items.Release();
            })
            .DoAsync(async () =>
            {
                await items.WaitAsync();
                cell.Value++;
            });
    }

    public static IControlledProgram ConsumingEnumerable()
    {
        var queue = new BlockingCollection<Races.Cell>(1);
        return new Script()
            .Do(() =>
            {
                for (var i = 0; i < 2; i++)
                {
                    var cell = new Races.Cell();
                    cell.Value = i;
                    queue.Add(cell);
                }

                queue.CompleteAdding();
            })
            .Do(() =>
            {
                foreach (var cell in queue.GetConsumingEnumerable())
                {
                    cell.Value++;
                }
            });
    }

    public static IControlledProgram ConcurrentCollections()
    {
        var (queue, stack, bag) = (new ConcurrentQueue<Races.Cell>(), new ConcurrentStack<Races.Cell>(), new ConcurrentBag<Races.Cell>());
        Races.Cell Make()
        {
            var cell = new Races.Cell();
            cell.Value = 1;
            return cell;
        }

        return new Script()
            .Do(() => queue.Enqueue(Make()), () => stack.Push(Make()), () => bag.Add(Make()))
            .Do(
                () => _ = queue.TryDequeue(out var cell) ? ++cell.Value : 0,
                () => _ = stack.TryPop(out var cell) ? ++cell.Value : 0,
                () => _ = bag.TryTake(out var cell) ? ++cell.Value : 0);
    }

    /// <summary>One collection, seen as what it is and as an interface of it.</summary>
    public static IControlledProgram ConcurrentBehindAnInterface()
    {
        var map = new ConcurrentDictionary<int, Races.Cell>();
        IDictionary<int, Races.Cell> plain = map;
        return new Script()
            .Do(() =>
            {
                var cell = new Races.Cell();
                cell.Value = 1;
                plain[1] = cell;
            })
            .Do(() => _ = map.TryGetValue(1, out var cell) ? ++cell.Value : 0);
    }

    public static IControlledProgram TimerWithState()
    {
        var done = new TaskCompletionSource();
        return new Script().DoAsync(async () =>
        {
            var state = new Races.Cell();
            state.Value = 1;
            using var timer = new Timer(
                s =>
                {
                    ((Races.Cell)s!).Value++;
                    done.TrySetResult();
                },
                state,
                10,
                Timeout.Infinite);
            await done.Task;
            state.Value++;
        });
    }

    public static IControlledProgram PeriodicTicks()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            cell.Value = 1;
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await timer.WaitForNextTickAsync() && cell.Value < 3)
            {
                cell.Value++;
            }
        });
    }

    /// <summary>A callback sees what was written before it was registered, whoever cancels.</summary>
    public static IControlledProgram CancelledByAnother()
    {
        var source = new CancellationTokenSource();
        var registered = new Races.Cell();
        return new Script()
            .Do(() =>
            {
                registered.Value = 1;
                source.Token.Register(() => registered.Value++);
            })
            .Do(source.Cancel);
    }

    public static IControlledProgram CancelledByItsTimeout()
    {
        var done = new ManualResetEventSlim();
        var source = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        return new Script().Do(() =>
        {
            var state = new Races.Cell();
            state.Value = 1;
            source.Token.Register(
                static s =>
                {
                    var (cell, signal) = ((Races.Cell, ManualResetEventSlim))s!;
                    cell.Value++;
                    signal.Set();
                },
                (state, done));
            done.Wait();
            state.Value++;
        });
    }

    /// <summary>Once the registration is gone, its callback is over or will never come.</summary>
    public static IControlledProgram RegistrationTakenBack()
    {
        var (source, cell) = (new CancellationTokenSource(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                var registration = source.Token.Register(() =>
                {
                    cell.Value++;
                    Thread.Yield();
                    cell.Value++;
                });
                registration.Dispose();
                cell.Value++;
            })
            .Do(source.Cancel);
    }

    public static IControlledProgram CancellationAsASource()
    {
        var (stop, cell) = (new CancellationTokenSource(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                stop.Cancel();
            })
            .DoAsync(async () =>
            {
                var cancelled = new TaskCompletionSource();
                using (stop.Token.Register(() => cancelled.TrySetResult()))
                {
                    await cancelled.Task;
                }

                cell.Value++;
            });
    }

    public static IControlledProgram StopFlagByToken()
    {
        var (stop, cell) = (new CancellationTokenSource(), new Races.Cell());
        var linked = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        return new Script()
            .Do(() =>
            {
                cell.Value = 1;
                stop.Cancel();
            })
            .Do(() =>
            {
                while (!linked.Token.IsCancellationRequested)
                {
                    Thread.Yield();
                }

                cell.Value++;
            });
    }
}
