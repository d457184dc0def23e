using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>Runs programs under real threads: a start barrier, then every branch as fast as it can, with random delays.</summary>
/// <remarks>
/// The threads are kept, since creating one costs more than a whole program. The caller's thread only waits, with a deadline:
/// a run that does not end is a finding, its threads are abandoned and replaced. For one caller at a time.
/// </remarks>
internal sealed class StressRunner<TSystem, TState, TCommand, TResult> : IDisposable
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private readonly CommandSpec<TSystem, TState, TCommand, TResult> spec;
    private readonly TimeSpan deadline;
    private readonly List<Worker> workers = [];

    public StressRunner(CommandSpec<TSystem, TState, TCommand, TResult> spec, TimeSpan deadline)
    {
        this.spec = spec;
        this.deadline = deadline;
    }

    /// <summary>Runs a program on a fresh system and records it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="noise">Decides the delays between steps: the same number, the same delays.</param>
    /// <exception cref="SystemUnderTestException">The system could not be created.</exception>
    public RunOutcome<TCommand, TResult> Run(Program<TCommand> program, ulong noise)
    {
        var processes = Math.Max(1, program.Branches.Length);
        while (workers.Count < processes)
        {
            workers.Add(new(workers.Count));
        }

        using var cancellation = new CancellationTokenSource();
        var run = new StressRun<TSystem, TState, TCommand, TResult>(spec, CreateSystem(), program, noise, cancellation.Token);
        try
        {
            for (var i = 0; i < processes; i++)
            {
                var process = i;
                workers[i].Start(run, process);
            }

            if (!run.Wait(deadline))
            {
                cancellation.Cancel();
                return GiveUp(run, processes);
            }
        }
        finally
        {
            run.DisposeSystem();
        }

        run.ThrowIfBroken();
        return new(run.Recorder.ToHistory());
    }

    public void Dispose() => workers.ForEach(worker => worker.Stop());

    private TSystem CreateSystem()
    {
        try
        {
            return spec.Create();
        }
        catch (Exception exception)
        {
            throw SystemUnderTestException.OfCreate(spec.Name, exception);
        }
    }

    private RunOutcome<TCommand, TResult> GiveUp(StressRun<TSystem, TState, TCommand, TResult> run, int processes)
    {
        // One more short wait: what only waited for the cancellation ends now, and its threads can be kept.
        var ended = run.Wait(TimeSpan.FromMilliseconds(200));
        var places = run.Places;
        var history = run.SnapshotHistory();
        if (!ended)
        {
            workers.RemoveRange(0, processes);
        }

        return new(history, places);
    }

    /// <summary>A thread that waits for work.</summary>
    private sealed class Worker
    {
        private readonly SemaphoreSlim work = new(0);
        private StressRun<TSystem, TState, TCommand, TResult>? run;
        private int process;

        public Worker(int number)
        {
            var thread = new Thread(() => Loop(number)) { IsBackground = true, Name = $"sentinel-{number}" };
            thread.Start();
        }

        public void Start(StressRun<TSystem, TState, TCommand, TResult> next, int number)
        {
            run = next;
            process = number;
            work.Release();
        }

        public void Stop()
        {
            run = null;
            work.Release();
        }

        private void Loop(int number)
        {
            CoreAffinity.Spread(number);
            while (true)
            {
                work.Wait();
                if (run is not { } current)
                {
                    return;
                }

                current.RunProcess(process);
            }
        }
    }
}
