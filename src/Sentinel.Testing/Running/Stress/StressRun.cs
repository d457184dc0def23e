using System.Collections.Immutable;
using Sentinel.Histories;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>One run of one program: its system, its recorder, its barrier.</summary>
internal sealed class StressRun<TSystem, TState, TCommand, TResult>
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private readonly CommandSpec<TSystem, TState, TCommand, TResult> spec;
    private readonly TSystem system;
    private readonly Program<TCommand> program;
    private readonly ulong noise;
    private readonly CancellationToken cancellation;
    private readonly ProcessRun<TSystem, TState, TCommand, TResult>[] processes;
    private readonly SemaphoreSlim ended = new(0);
    private int arrived;
    private int ready;
    private int running;
    private int unfinished;
    private Exception? broken;

    public StressRun(
        CommandSpec<TSystem, TState, TCommand, TResult> spec, TSystem system, Program<TCommand> program, ulong noise, CancellationToken cancellation)
    {
        this.spec = spec;
        this.system = system;
        this.program = program;
        this.noise = noise;
        this.cancellation = cancellation;
        var count = Math.Max(1, program.Branches.Length);
        processes = new ProcessRun<TSystem, TState, TCommand, TResult>[count];
        for (var i = 0; i < count; i++)
        {
            // Everything is allocated here, before the barrier: an allocation between barrier and last response synchronises threads.
            var steps = (i < program.Branches.Length ? program.Branches[i].Length : 0) + program.Prefix.Length + program.Suffix.Length;
            processes[i] = new(spec, Recorder, steps);
        }

        unfinished = running = count;
    }

    public HistoryRecorder<TCommand, TResult> Recorder { get; } = new();

    /// <summary>What each process was doing, for a run that hung.</summary>
    public ImmutableArray<string> Places => [.. processes.Select((process, i) => $"p{i}: {process.Place}")];

    public bool Wait(TimeSpan deadline) => ended.Wait(deadline);

    /// <summary>Does the work of one process, from the barrier to its last response. Does not throw.</summary>
    public void RunProcess(int process)
    {
        try
        {
            var own = processes[process];
            var delays = new Noise(SplitMix.Mix(noise, (ulong)process));
            if (process == 0)
            {
                own.Execute(system, program.Prefix, ref delays, delayed: false, cancellation);
            }

            Meet(process);
            if (process < program.Branches.Length)
            {
                own.Execute(system, program.Branches[process], ref delays, delayed: true, cancellation);
            }

            Interlocked.Decrement(ref running);
            if (process == 0 && !program.Suffix.IsEmpty)
            {
                SpinUntilZero(ref running);
                own.Execute(system, program.Suffix, ref delays, delayed: false, cancellation);
            }
        }
        catch (Exception exception)
        {
            // The spec's own code failed (Resolve, FromException …): not an outcome of the system, and nothing may wait for us.
            Interlocked.CompareExchange(ref broken, exception, null);
            Interlocked.Exchange(ref running, 0);
            Interlocked.Exchange(ref arrived, processes.Length);
            Interlocked.Exchange(ref ready, processes.Length);
        }

        if (Interlocked.Decrement(ref unfinished) == 0)
        {
            ended.Release();
        }
    }

    /// <summary>What was recorded by a run that hung. Empty where a process that will not stop was caught while it recorded.</summary>
    public History<TCommand, TResult> SnapshotHistory()
    {
        try
        {
            return Recorder.ToHistory();
        }
        catch (ArgumentException)
        {
            return History<TCommand, TResult>.Empty;
        }
    }

    public void ThrowIfBroken()
    {
        if (broken is not null)
        {
            throw new SystemUnderTestException($"{spec.Name} failed outside the system under test: {broken.Message}", broken);
        }
    }

    public void DisposeSystem() => SystemDisposal.Dispose(system);

    /// <summary>The start barrier, in two rounds: in the first all arrive, in the second all spin, so that they leave within some hundred
    /// nanoseconds of each other, less than a short operation takes.</summary>
    private void Meet(int process)
    {
        Interlocked.Increment(ref arrived);
        SpinUntil(ref arrived, processes.Length);
        if (process != 0)
        {
            // What the prefix did is known to every branch: "own earlier outcomes" include it.
            processes[process].StartAfter(processes[0], program.Prefix.Length);
        }

        Interlocked.Increment(ref ready);
        SpinUntil(ref ready, processes.Length);
    }

    /// <summary>Spins without giving up the processor for some ten microseconds, and politely after that.</summary>
    /// <remarks>Giving it up at once would let a late thread run here, on the same core, although another one is free: all threads
    /// would then run one after the other, and nothing would ever overlap.</remarks>
    private static void SpinUntil(ref int value, int target)
    {
        const int Turns = 40_000;
        for (var turn = 0; Volatile.Read(ref value) < target; turn++)
        {
            if (turn > Turns)
            {
                Thread.Yield();
            }
        }
    }

    private void SpinUntilZero(ref int value)
    {
        var wait = default(SpinWait);
        while (Volatile.Read(ref value) > 0 && !cancellation.IsCancellationRequested)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }
}
