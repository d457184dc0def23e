using System.Threading.Channels;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Ordinary code without a bug, by feature of the language and the library: it stays under control and is not reported.</summary>
public static partial class Everyday
{
    public static IControlledProgram ChannelIsReadToItsEnd()
    {
        var channel = Channel.CreateBounded<Box>(1);
        return new Script().DoAsync(() => Fill(channel.Writer)).BranchAsync(async () =>
        {
            var sum = 0;
            await foreach (var box in channel.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                sum += box.Value;
            }

            return sum == 3 ? null : "BUG " + sum;
        });
    }

    public static IControlledProgram ReadingOfAChannelIsCancelled()
    {
        var channel = Channel.CreateUnbounded<int>();
        return new Script().BranchAsync(async () =>
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await foreach (var item in channel.Reader.ReadAllAsync(soon.Token))
                {
                    return "BUG read " + item;
                }
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            return "BUG came to an end";
        });
    }

    /// <summary>Neither end is awaited: the channel alone orders what was written before with what is read after.</summary>
    public static IControlledProgram ChannelIsPolled()
    {
        var channel = Channel.CreateUnbounded<Box>();
        return new Script()
            .Do(() => channel.Writer.TryWrite(new Box { Value = 1 }))
            .Branch(() => channel.Reader.TryRead(out var box) && box.Value != 1 ? "BUG" : null);
    }

    public static IControlledProgram ReadOfAChannelAsATask()
    {
        var channel = Channel.CreateUnbounded<Box>();
        return new Script()
            .DoAsync(async () =>
            {
                await Task.Yield();
                channel.Writer.TryWrite(new Box { Value = 1 });
            })
            .BranchAsync(async () =>
            {
                var read = channel.Reader.ReadAsync().AsTask();
                return await Task.WhenAny(read, Task.Delay(1_000)).ConfigureAwait(false) == read && (await read).Value == 1 ? null : "BUG";
            });
    }

    public static IControlledProgram EachTaskAsItCompletes() => new Script().BranchAsync(async () =>
    {
        var sum = 0;
        Task<Box>[] tasks = [Task.Run(() => new Box { Value = 1 }), Later(2), Task.FromResult(new Box { Value = 4 })];
        await foreach (var task in Task.WhenEach(tasks))
        {
            sum += (await task).Value;
        }

        return sum == 7 ? null : "BUG " + sum;
    });

    /// <summary>What the iterator wrote after an await is read by whoever takes the item.</summary>
    public static IControlledProgram OwnAsyncIterator() => new Script().BranchAsync(async () =>
    {
        var cleaned = 0;
        async IAsyncEnumerable<Box> Boxes()
        {
            try
            {
                await Task.Yield();
                yield return new Box { Value = 1 };
                await Task.Delay(1);
                yield return new Box { Value = 2 };
            }
            finally
            {
                await Task.Yield();
                cleaned++;
            }
        }

        var sum = 0;
        await foreach (var box in Boxes())
        {
            sum += box.Value;
        }

        return sum == 3 && cleaned == 1 ? null : "BUG";
    });

    public static IControlledProgram TwoRunAnIteratorEach()
    {
        async IAsyncEnumerable<int> Numbers()
        {
            yield return 1;
            await Task.Yield();
            yield return 2;
        }

        async Task Run()
        {
            await foreach (var number in Numbers())
            {
                GC.KeepAlive(number);
            }
        }

        return new Script().DoAsync(Run).DoAsync(Run);
    }

    public static IControlledProgram OwnValueTaskSource()
    {
        var source = new BoxSource();
        return new Script()
            .BranchAsync(async () => (await source.Next()).Value == 1 ? null : "BUG")
            .Do(() => source.Set(new Box { Value = 1 }));
    }

    public static IControlledProgram OwnValueTaskSourceAsATask()
    {
        var source = new BoxSource();
        return new Script()
            .BranchAsync(async () => (await source.Next().AsTask().ConfigureAwait(false)).Value == 1 ? null : "BUG")
            .Do(() => source.Set(new Box { Value = 1 }));
    }

    private static async Task Fill(ChannelWriter<Box> writer)
    {
        await writer.WriteAsync(new Box { Value = 1 });
        await writer.WriteAsync(new Box { Value = 2 });
        writer.Complete();
    }

    private static async Task<Box> Later(int value)
    {
        await Task.Delay(10);
        return new Box { Value = value };
    }
}
