using System.Threading.Channels;

namespace Sentinel.Scheduling.Subjects;

/// <content>Tasks, asynchronous methods, and what is handed over.</content>
public static partial class BrokenIdioms
{
    public static IControlledProgram WrittenAfterTheHandOver()
    {
        var channel = Channel.CreateUnbounded<Races.Cell>();
        return new Script()
            .DoAsync(async () =>
            {
                var cell = new Races.Cell();
                await channel.Writer.WriteAsync(cell);
                cell.Value = 1; // races
            })
            .DoAsync(async () =>
            {
                var cell = await channel.Reader.ReadAsync();
                _ = cell.Value; // races
            });
    }

    public static IControlledProgram CompletedTooEarly()
    {
        var (source, cell) = (new TaskCompletionSource(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                source.SetResult();
                cell.Value = 1; // races
            })
            .DoAsync(async () =>
            {
                await source.Task;
                _ = cell.Value; // races
            });
    }

    public static IControlledProgram SetTooEarly()
    {
        var (ready, cell) = (new ManualResetEventSlim(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                ready.Set();
                cell.Value = 1; // races
            })
            .Do(() =>
            {
                ready.Wait();
                _ = cell.Value; // races
            });
    }

    public static IControlledProgram CountdownWithoutTheSecondWorker()
    {
        var (countdown, results) = (new CountdownEvent(1), new int[2]);
        return new Script()
            .Do(() =>
            {
                results[0] = 1;
                countdown.Signal();
            })
            .Do(() => results[1] = 1) // races
            .Do(() =>
            {
                countdown.Wait();
                _ = results[0] + results[1]; // races
            });
    }

    public static IControlledProgram ThreadNotJoined()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            var thread = new Thread(() => cell.Value = 1); // races
            thread.Start();
            _ = cell.Value; // races
        });
    }

    public static IControlledProgram OtherThreadJoined()
    {
        var (a, b) = (new Races.Cell(), new Races.Cell());
        return new Script().Do(() =>
        {
            var first = new Thread(() => a.Value = 1); // races
            var second = new Thread(() => b.Value = 1);
            first.Start();
            second.Start();
            second.Join();
            _ = a.Value; // races
        });
    }

    /// <summary>Two tasks that have nothing to do with each other: to await one says nothing of the other.</summary>
    public static IControlledProgram OtherTaskAwaited()
    {
        var (a, b) = (new Races.Cell(), new Races.Cell());
        return new Script().DoAsync(async () =>
        {
            _ = Task.Run(() => a.Value = 1); // races
            await Task.Run(() => b.Value = 1);
            _ = a.Value; // races
        });
    }

    public static IControlledProgram OtherAsyncMethodAwaited()
    {
        var (a, b) = (new Races.Cell(), new Races.Cell());
        static async Task Set(Races.Cell cell)
        {
            await Task.Yield();
            cell.Value = 1; // races
        }

        return new Script().DoAsync(async () =>
        {
            _ = Set(a);
            await Set(b);
            _ = a.Value; // races
        });
    }

    public static IControlledProgram OtherSourceAwaited()
    {
        var (a, b, cell) = (new TaskCompletionSource(), new TaskCompletionSource(), new Races.Cell());
        return new Script()
            .Do(b.SetResult)
            .Do(() =>
            {
                cell.Value = 1; // races
                a.SetResult();
            })
            .DoAsync(async () =>
            {
                await b.Task;
                _ = cell.Value; // races
            });
    }

    public static IControlledProgram OnlyTheFirstAwaited()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            await Task.WhenAny(Task.Run(() => { }), Task.Run(() => cell.Value = 1)); // races
            _ = cell.Value; // races
        });
    }

    public static IControlledProgram WaitedTooShort()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            var task = Task.Run(() =>
            {
                Thread.Sleep(2);
                cell.Value = 1; // races
            });
            task.Wait(1);
            _ = cell.Value; // races
            task.Wait();
        });
    }

    public static IControlledProgram DelayInsteadOfAnAwait()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            _ = Task.Run(() => cell.Value = 1); // races
            await Task.Delay(100);
            _ = cell.Value; // races
        });
    }

    /// <summary>The method was begun, and what it does after its first await is nobody's past.</summary>
    public static IControlledProgram StartedAndNotAwaited()
    {
        var (source, cell) = (new TaskCompletionSource(), new Races.Cell());
        async Task Later()
        {
            await source.Task;
            cell.Value = 1; // races
        }

        return new Script()
            .Do(source.SetResult)
            .DoAsync(async () =>
            {
                var later = Later();
                cell.Value = 2; // races
                await later;
            });
    }

    public static IControlledProgram AwaitInTheMiddle()
    {
        var cell = new Races.Cell();
        async Task Add()
        {
            var value = cell.Value; // races
            await Task.Delay(1);
            cell.Value = value + 1; // races
        }

        return new Script().DoAsync(Add).DoAsync(Add);
    }

    public static IControlledProgram ContinuedBesideTheChain()
    {
        var (cell, first) = (new Races.Cell(), new TaskCompletionSource());
        void Enqueue() => first.Task.ContinueWith(_ => cell.Value++, TaskScheduler.Default); // races
        return new Script().Do(Enqueue).Do(Enqueue).Do(first.SetResult);
    }

    public static IControlledProgram ParallelSum()
    {
        var cell = new Races.Cell();
        return new Script().Do(() => Parallel.For(0, 3, i => cell.Value += i)); // races
    }

    public static IControlledProgram OverlappingSlices()
    {
        var array = new int[4];
        void Fill(int from)
        {
            for (var i = from; i < from + 3; i++)
            {
                array[i] = from; // races
            }
        }

        return new Script().Do(() => Fill(0)).Do(() => Fill(1));
    }

    public static IControlledProgram CancelledAndReadAtOnce()
    {
        var (source, cell) = (new CancellationTokenSource(), new Races.Cell());
        return new Script()
            .Do(() =>
            {
                source.Token.Register(() => cell.Value++); // races
                _ = cell.Value; // races
            })
            .Do(source.Cancel);
    }

    public static IControlledProgram TimerBesideItsMaker()
    {
        var cell = new Races.Cell();
        return new Script().Do(() =>
        {
            using var timer = new Timer(_ => cell.Value++, null, 0, Timeout.Infinite); // races
            Thread.Sleep(10);
            cell.Value = 0; // races
        });
    }

    public static IControlledProgram HandlersInAList()
    {
        var handlers = new List<Action>();
        return new Script()
            .Do(() => handlers.Add(() => { })) // races
            .Do(() =>
            {
                foreach (var handler in handlers.ToArray()) // races
                {
                    handler();
                }
            });
    }

    public static IControlledProgram StateOfAHandler()
    {
        var (source, cell) = (new Button(), new Races.Cell());
        source.Clicked += () => cell.Value++; // races
        return new Script().Do(source.Click).Do(source.Click);
    }

    private sealed class Button
    {
        public event Action? Clicked;

        public void Click() => Clicked?.Invoke();
    }
}
