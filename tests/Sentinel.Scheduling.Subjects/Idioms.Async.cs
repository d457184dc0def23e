namespace Sentinel.Scheduling.Subjects;

/// <content>Asynchronous methods.</content>
public static partial class Idioms
{
    public static IControlledProgram AsyncLock()
    {
        var (gate, map) = (new SemaphoreSlim(1, 1), new Dictionary<int, int>());
        async Task Add(int key)
        {
            await gate.WaitAsync();
            try
            {
                var count = map.Count;
                await Task.Delay(1);
                map[key] = count;
            }
            finally
            {
                gate.Release();
            }
        }

        return new Script().DoAsync(() => Add(1)).DoAsync(() => Add(2)).Check(() => map[1] + map[2] == 1, "lost");
    }

    public static IControlledProgram AsyncLockWithATimeout()
    {
        var (gate, list) = (new SemaphoreSlim(1, 1), new List<int>());
        async Task Add()
        {
            if (await gate.WaitAsync(TimeSpan.FromMinutes(1)))
            {
                list.Add(1);
                await Task.Yield();
                list.Add(2);
                gate.Release();
            }
        }

        return new Script().DoAsync(Add).DoAsync(Add);
    }

    public static IControlledProgram Stream()
    {
        var cell = new Races.Cell();
        async IAsyncEnumerable<int> Items()
        {
            cell.Value++;
            yield return 1;
            await Task.Delay(1);
            cell.Value++;
            yield return 2;
        }

        return new Script().DoAsync(async () =>
        {
            await foreach (var item in Items())
            {
                cell.Value += item;
            }
        });
    }

    public static IControlledProgram DisposedAsynchronously()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            await using (new Resource(cell))
            {
                cell.Value++;
            }

            cell.Value++;
        });
    }

    public static IControlledProgram ValueTasks()
    {
        var cell = new Races.Cell();
        async ValueTask<int> Next(int delay)
        {
            if (delay > 0)
            {
                await Task.Delay(delay).ConfigureAwait(false);
            }

            return ++cell.Value;
        }

        return new Script().DoAsync(async () =>
        {
            await Next(0);
            await Next(1).ConfigureAwait(false);
            var task = Next(2).AsTask();
            await task;
            cell.Value++;
        });
    }

    /// <summary>Two methods that both go on when a third is done, in turn.</summary>
    public static IControlledProgram SharedTask()
    {
        var (source, gate, list) = (new TaskCompletionSource<int>(), new Lock(), new List<int>());
        async Task Use()
        {
            var value = await source.Task;
            lock (gate)
            {
                list.Add(value);
            }
        }

        return new Script().DoAsync(Use).DoAsync(Use).Do(() => source.SetResult(1));
    }

    public static IControlledProgram AsyncVoid()
    {
        var (cell, done) = (new Races.Cell(), new TaskCompletionSource());
        async void Start()
        {
            cell.Value = 1;
            await Task.Delay(1);
            cell.Value++;
            done.SetResult();
        }

        return new Script().DoAsync(async () =>
        {
            Start();
            await done.Task;
            cell.Value++;
        });
    }

    public static IControlledProgram Progress()
    {
        var (gate, list) = (new Lock(), new List<int>());
        return new Script().DoAsync(async () =>
        {
            IProgress<int> progress = new Progress<int>(i =>
            {
                lock (gate)
                {
                    list.Add(i);
                }
            });
            progress.Report(1);
            await Task.Run(() => progress.Report(2));
        });
    }

    public static IControlledProgram RaisedWhileSubscribed()
    {
        var (source, cell) = (new Publisher(), new Races.Cell());
        cell.Value = 1;
        void Handle(int i) => _ = cell.Value + i;
        return new Script().Do(() => source.Changed += Handle, () => source.Changed -= Handle).Do(() => source.Raise(1), () => source.Raise(2));
    }

    public static IControlledProgram DisposedOnce()
    {
        var (resource, cell) = (new Holder(), new Races.Cell());
        void Dispose()
        {
            if (Interlocked.CompareExchange(ref resource.Flag, 1, 0) == 0)
            {
                cell.Value++;
            }
        }

        return new Script().Do(Dispose).Do(Dispose);
    }

    public static IControlledProgram WaitedWithATimeout()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            await Task.Run(() => cell.Value = 1).WaitAsync(TimeSpan.FromMinutes(1));
            cell.Value++;
        });
    }

    public static IControlledProgram UnwrappedTask()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            await Task.Factory.StartNew(async () =>
            {
                cell.Value = 1;
                await Task.Delay(1);
                cell.Value++;
            }).Unwrap();
            cell.Value++;
        });
    }

    /// <summary>The library gives back what is complete already as it is.</summary>
    public static IControlledProgram CombinedWhenComplete()
    {
        var cell = new Races.Cell();
        return new Script().DoAsync(async () =>
        {
            await Task.WhenAll();
            var task = Task.Run(() => cell.Value = 1);
            await task;
            await task.WaitAsync(TimeSpan.FromMinutes(1));
            await Task.FromResult(task).Unwrap();
            await Task.WhenAny(task).Unwrap();
            await Task.WhenAll(task, Task.CompletedTask);
            cell.Value++;
        });
    }

    private sealed class Publisher
    {
        public event Action<int>? Changed;

        public void Raise(int i) => Changed?.Invoke(i);
    }

    private sealed class Resource(Races.Cell cell) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            cell.Value++;
            await Task.Delay(1);
            cell.Value++;
        }
    }
}
