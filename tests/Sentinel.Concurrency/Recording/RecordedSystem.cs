using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;
using Xunit.Sdk;

namespace Sentinel.Concurrency.Recording;

/// <summary>A system whose every call is recorded, so that a hand-written test can have its history judged beside its counts.</summary>
internal sealed class RecordedSystem<TCommand, TResult>(Func<TCommand, ValueTask<TResult>> execute)
{
    private readonly HistoryRecorder<TCommand, TResult> recorder = new();

    /// <summary>A client on the caller's own thread.</summary>
    public Client AddClient() => new(recorder.AddProcess(), execute);

    /// <summary>
    /// Runs so many clients at once: each on a thread of its own, all released by one barrier. What one of them throws is thrown here.
    /// </summary>
    public void Together(int clients, Action<Client, int> work)
    {
        using var barrier = new Barrier(clients);
        var failures = new Exception?[clients];
        var threads = Enumerable.Range(0, clients).Select(index =>
        {
            var client = AddClient();
            var thread = new Thread(() =>
            {
                barrier.SignalAndWait();
                failures[index] = Record.Exception(() => work(client, index));
            });
            thread.Start();
            return thread;
        }).ToList();
        threads.ForEach(thread => thread.Join());
        if (failures.FirstOrDefault(failure => failure is not null) is { } first)
        {
            throw new ClientFailedException(first);
        }
    }

    /// <summary>Runs so many clients at once, one call each, and gives their answers in the order of the clients.</summary>
    public IReadOnlyList<TResult> Together(int clients, Func<int, TCommand> command)
    {
        var results = new TResult[clients];
        Together(clients, (client, index) => results[index] = client.Call(command(index)));
        return results;
    }

    /// <summary>
    /// Readers beside writers: 10 records are there; 20 writers add one each while 50 readers list five times each. All 20 are created,
    /// and each of the 250 lists holds the first 10 and never less than the reader's list before.
    /// </summary>
    /// <param name="create">Creates the n-th record, and asserts that it is.</param>
    /// <param name="list">Lists all records, and gives how many they are.</param>
    public void ListBesideWriters(Action<Client, int> create, Func<Client, int> list)
    {
        const int There = 10;
        const int Writers = 20;
        var setup = AddClient();
        for (var i = 0; i < There; i++)
        {
            create(setup, i);
        }

        var (created, lists) = (0, 0);
        Together(Writers + 50, (client, i) =>
        {
            if (i < Writers)
            {
                create(client, There + i);
                Interlocked.Increment(ref created);
                return;
            }

            var least = There;
            for (var n = 0; n < 5; n++)
            {
                var count = list(client);
                Assert.InRange(count, least, There + Writers);
                least = count;
                Interlocked.Increment(ref lists);
            }
        });
        Assert.Equal((Writers, 250), (created, lists));
    }

    /// <summary>Judges everything recorded so far.</summary>
    /// <exception cref="InvalidOperationException">There is no verdict. That is no failed assertion: a test of a test does not take it for one.</exception>
    public void AssertLinearizable<TState>(Model<TState, TCommand, TResult> model)
        where TState : notnull
    {
        var verdict = LinearizabilityChecker.Check(recorder.ToHistory(), model);
        if (verdict is Verdict.Inconclusive inconclusive)
        {
            throw new InvalidOperationException($"INCONCLUSIVE: {inconclusive.Reached}. {inconclusive.Hint}");
        }

        Assert.True(verdict is Verdict.Linearizable, verdict is Verdict.NotLinearizable violation ? $"NOT LINEARIZABLE: {violation.Why}" : null);
    }

    public History<TCommand, TResult> ToHistory() => recorder.ToHistory();

    /// <summary>One process: it makes one call at a time.</summary>
    public sealed class Client(ProcessRecorder<TCommand, TResult> recorder, Func<TCommand, ValueTask<TResult>> execute)
    {
        /// <param name="command">What to call.</param>
        /// <param name="onceInside">Run when the call has given way for the first time: what it does up to its first wait is behind it.
        /// Run too where it never waits.</param>
        /// <exception cref="XunitException">The call threw. No scenario asks for what a store may throw at, so this is a failed assertion:
        /// a record that is handed out is one that another client changes while this one reads it.</exception>
        public TResult Call(TCommand command, Action? onceInside = null)
        {
            recorder.Invoke(command);
            var running = execute(command).AsTask();
            onceInside?.Invoke();
            var result = Answer(command, running);
            recorder.Return(result);
            return result;
        }

        private static TResult Answer(TCommand command, Task<TResult> running)
        {
            try
            {
                return running.GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                throw new XunitException($"{command} threw {exception.GetType().Name}: {exception.Message}", exception);
            }
        }
    }
}
