using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

public static partial class Everyday
{
    public static IControlledProgram ParallelSumsWithLocals()
    {
        var (sum, wide) = (0, 0L);
        return new Script()
            .Do(() => Parallel.For(0, 3, static () => 0, static (i, _, local) => local + i, local => Interlocked.Add(ref sum, local)))
            .Do(() => Parallel.ForEach(
                new[] { 1, 2 },
                new ParallelOptions { MaxDegreeOfParallelism = 2 },
                static () => 0L,
                static (item, _, index, local) => local + item + index,
                local => Interlocked.Add(ref wide, local)))
            .Check(() => (sum, wide) == (3, 4), "lost a sum");
    }

    public static IControlledProgram ParallelLoopsThatEndSooner() => new Script()
        .Branch(static () =>
        {
            var result = Parallel.For(0, 4, static (i, state) =>
            {
                if (i == 1)
                {
                    state.Break();
                }
            });
            return result is { IsCompleted: false, LowestBreakIteration: 1 } ? null : "BUG break";
        })
        .Branch(static () =>
        {
            var result = Parallel.ForEach(new[] { 1, 2 }, static (_, state) => state.Stop());
            return result is { IsCompleted: false, LowestBreakIteration: null } ? null : "BUG stop";
        });

    /// <summary>Where one thread takes all items, the last one that it begins is known.</summary>
    public static IControlledProgram ParallelLoopsOfOneThread()
    {
        static object? Begins(int expected, Action<int, ParallelLoopState> body)
        {
            var begun = 0;
            try
            {
                Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 1 }, (i, state) =>
                {
                    begun++;
                    body(i, state);
                });
            }
            catch (AggregateException)
            {
                begun += 10;
            }

            return begun == expected ? null : "BUG " + begun;
        }

        return new Script().Branch(
            static () => Begins(4, static (_, _) => { }),
            static () => Begins(2, static (i, state) => Do(i, state.Break)),
            static () => Begins(2, static (i, state) => Do(i, state.Stop)),
            static () => Begins(12, static (i, _) => Do(i, static () => throw new InvalidOperationException())));

        static void Do(int item, Action end)
        {
            if (item == 1)
            {
                end();
            }
        }
    }

    public static IControlledProgram ParallelLoopOfTwoThreads()
    {
        var (inside, most) = (0, 0);
        void Work(int item)
        {
            if (Interlocked.Increment(ref inside) > 2)
            {
                Interlocked.Increment(ref most);
            }

            Interlocked.Decrement(ref inside);
        }

        return new Script().Do(() => Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 2 }, Work)).Check(() => most == 0, "three at once");
    }

    public static IControlledProgram ParallelLoopsThatFail() => new Script()
        .Branch(static () =>
        {
            try
            {
                Parallel.For(0L, 3L, static i => _ = i == 1 ? throw new InvalidOperationException() : i);
            }
            catch (AggregateException error) when (error.InnerException is InvalidOperationException)
            {
                return null;
            }

            return "BUG did not throw";
        })
        .Branch(static () =>
        {
            using var source = new CancellationTokenSource();
            source.Cancel();
            try
            {
                Parallel.For(0, 3, new ParallelOptions { CancellationToken = source.Token }, static _ => { });
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            return "BUG was not cancelled";
        });

    public static IControlledProgram ParallelOverPartitionsAndOwnSequences()
    {
        var sum = 0;
        static IEnumerable<Box> Boxes()
        {
            for (var i = 1; i <= 2; i++)
            {
                yield return new Box { Value = i };
            }
        }

        return new Script()
            .Do(() => Parallel.ForEach(Partitioner.Create(0, 4, 2), range => Interlocked.Add(ref sum, range.Item2 - range.Item1)))
            .Do(() => Parallel.ForEach(Boxes(), box => Interlocked.Add(ref sum, box.Value)))
            .Check(() => sum == 7, "lost one");
    }

    public static IControlledProgram ParallelAndAsynchronous()
    {
        var sum = 0;
        static async IAsyncEnumerable<Box> Boxes()
        {
            for (var i = 1; i <= 2; i++)
            {
                await Task.Yield();
                yield return new Box { Value = i };
            }
        }

        return new Script()
            .DoAsync(() => Parallel.ForEachAsync(Boxes(), async (box, token) =>
            {
                await Task.Delay(box.Value, token);
                Interlocked.Add(ref sum, box.Value);
            }))
            .DoAsync(() => Parallel.ForAsync(0, 3, (i, _) =>
            {
                Interlocked.Add(ref sum, i);
                return ValueTask.CompletedTask;
            }))
            .Check(() => sum == 6, "lost one");
    }

    public static IControlledProgram ParallelAndAsynchronousThatFails() => new Script().BranchAsync(async () =>
    {
        try
        {
            await Parallel.ForEachAsync(new[] { 1, 2, 3 }, async (item, token) =>
            {
                await Task.Yield();
                _ = item == 2 ? throw new InvalidOperationException() : item;
            });
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        return "BUG did not throw";
    });
}
