using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

/// <content>Tasks, loops, and what belongs to a thread.</content>
public static partial class Idioms
{
    public static IControlledProgram ResultsOfTasks()
    {
        static Races.Cell Make(int value)
        {
            var cell = new Races.Cell();
            cell.Value = value;
            return cell;
        }

        return new Script().BranchAsync(async () =>
        {
            var cells = await Task.WhenAll(Task.Run(() => Make(1)), Task.Run(() => Make(2)));
            return cells[0].Value++ + cells[1].Value++ == 3 ? null : "BUG";
        });
    }

    public static IControlledProgram FirstOfTasks()
    {
        var cells = new[] { new Races.Cell(), new Races.Cell() };
        return new Script().DoAsync(async () =>
        {
            var tasks = cells.Select(c => Task.Run(() => c.Value = 1)).ToList();
            var first = await Task.WhenAny(tasks);
            cells[tasks.IndexOf((Task<int>)first)].Value++;
            await Task.WhenAll(tasks);
            cells[0].Value++;
            cells[1].Value++;
        });
    }

    public static IControlledProgram TaskWaits()
    {
        var cells = new[] { new Races.Cell(), new Races.Cell(), new Races.Cell() };
        return new Script().Do(() =>
        {
            var tasks = cells.Select(c => Task.Factory.StartNew(() => { c.Value = 1; })).ToArray();
            tasks[0].Wait();
            cells[0].Value++;
            Task.WaitAll(tasks);
            cells[1].Value++;
            cells[2].Value++;
        });
    }

    /// <summary>A chain: each link waits for the one before it, and sees what its maker wrote.</summary>
    public static IControlledProgram ChainOfContinuations()
    {
        var (gate, holder, cell) = (new object(), new Tail(), new Races.Cell());
        void Enqueue(int value)
        {
            var item = new Races.Cell();
            item.Value = value;
            lock (gate)
            {
                holder.Task = holder.Task.ContinueWith(_ => cell.Value += item.Value, TaskScheduler.Default);
            }
        }

        return new Script().Do(() => Enqueue(1)).Do(() => Enqueue(2)).Check(
            () =>
            {
                holder.Task.Wait();
                return cell.Value == 3;
            },
            "lost");
    }

    public static IControlledProgram ContinuationOnTheCompleter()
    {
        var (source, cell) = (new TaskCompletionSource(), new Races.Cell());
        return new Script()
            .Do(source.SetResult)
            .DoAsync(async () =>
            {
                cell.Value = 1;
                await source.Task.ContinueWith(_ => cell.Value++, TaskContinuationOptions.ExecuteSynchronously);
                cell.Value++;
            });
    }

    /// <summary>The antecedent is complete already, and the continuation does not ask for its result.</summary>
    public static IControlledProgram ContinuationOfACompletedTask()
    {
        var (cell, done) = (new Races.Cell(), new ManualResetEventSlim());
        return new Script()
            .Do(() =>
            {
                var task = Task.Run(() => cell.Value = 1);
                Thread.Yield();
                task.ContinueWith(_ =>
                {
                    cell.Value++;
                    done.Set();
                });
            })
            .Do(() =>
            {
                done.Wait();
                cell.Value++;
            });
    }

    public static IControlledProgram ContinueWhenAll()
    {
        var cells = new[] { new Races.Cell(), new Races.Cell() };
        return new Script().Do(() =>
        {
            var tasks = cells.Select(c => Task.Run(() => { c.Value = 1; })).ToArray();
            Task.Factory.ContinueWhenAll(tasks, _ => cells[0].Value++ + cells[1].Value++).Wait();
            cells[0].Value++;
        });
    }

    public static IControlledProgram DisjointElements()
    {
        var array = new int[4];
        return new Script().Do(() =>
        {
            Parallel.For(0, array.Length, i => array[i] = i * i);
            _ = array.Sum();
        });
    }

    public static IControlledProgram DisjointSlices()
    {
        var array = new int[4];
        void Fill(int from)
        {
            foreach (ref var item in array.AsSpan(from, 2))
            {
                item = from;
            }
        }

        return new Script().Do(() => Fill(0)).Do(() => Fill(2)).Check(() => array.Sum() == 4, "lost");
    }

    public static IControlledProgram LocalSums()
    {
        var (gate, total, count) = (new object(), new Races.Cell(), new Races.Cell());
        return new Script().Do(() =>
        {
            Parallel.ForEach([1, 2, 3], i =>
            {
                Interlocked.Increment(ref count.Value);
                lock (gate)
                {
                    total.Value += i;
                }
            });
            _ = total.Value + count.Value;
        });
    }

    public static IControlledProgram ParallelActions()
    {
        var (a, b) = (new Races.Cell(), new Races.Cell());
        return new Script().Do(() =>
        {
            a.Value = 1;
            Parallel.Invoke(() => a.Value++, () => b.Value++);
            _ = a.Value + b.Value;
        });
    }

    public static IControlledProgram WorkItem()
    {
        var (cell, done) = (new Races.Cell(), new ManualResetEvent(false));
        return new Script().Do(() =>
        {
            cell.Value = 1;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                cell.Value++;
                done.Set();
            });
            done.WaitOne();
            cell.Value++;
        });
    }

    public static IControlledProgram OnePerThread()
    {
        var local = new ThreadLocal<List<int>>(static () => []);
        void Add()
        {
            local.Value!.Add(1);
            Scratch.Buffer ??= new int[1];
            Scratch.Buffer[0]++;
        }

        return new Script().Do(Add, Add).Do(Add, Add);
    }

    public static IControlledProgram FlowingLocal()
    {
        var local = new AsyncLocal<Races.Cell>();
        async Task Flow(int id)
        {
            local.Value = new Races.Cell { Value = id };
            await Task.Yield();
            local.Value.Value++;
            await Task.Delay(id);
            local.Value.Value++;
        }

        return new Script().DoAsync(() => Flow(1)).DoAsync(() => Flow(2));
    }

    public static IControlledProgram TaskCache()
    {
        var cache = new ConcurrentDictionary<string, Lazy<Task<Races.Cell>>>();
        static async Task<Races.Cell> Load()
        {
            var cell = new Races.Cell();
            cell.Value = 1;
            await Task.Delay(5);
            cell.Value++;
            return cell;
        }

        async Task Get() => _ = (await cache.GetOrAdd("a", static _ => new Lazy<Task<Races.Cell>>(Load)).Value).Value;
        return new Script().DoAsync(Get).DoAsync(Get);
    }

    private sealed class Tail
    {
        public Task Task { get; set; } = Task.CompletedTask;
    }

    private static class Scratch
    {
        [ThreadStatic]
        public static int[]? Buffer;
    }
}
