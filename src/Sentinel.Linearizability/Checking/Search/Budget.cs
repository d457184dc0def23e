using System.Diagnostics;

namespace Sentinel.Checking.Search;

/// <summary>The limits of one check, over all its partitions, looked at from inside the loops.</summary>
/// <remarks>
/// The clock is looked at every so many ticks, and how many adapts: a look that finds much time gone quarters the distance to
/// the next, one that finds little doubles it, so that a model with slow steps is stopped in time and one with fast steps does not
/// pay for the clock.
/// </remarks>
internal sealed class Budget
{
    private const int FirstLook = 8;
    private const int MaxTicksBetweenLooks = 1024;
    private CheckOptions options = CheckOptions.Default;
    private CancellationToken cancellation;
    private long start;
    private long lastLook;
    private long deadline;
    private long charged;
    private long heapAtStart;
    private long nextCollection;
    private int ticksBetweenLooks;
    private int ticks;

    /// <summary>The limit that was reached, if any.</summary>
    public Limit? Reached { get; private set; }

    public long Configurations { get; private set; }

    public long States { get; set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    public void Start(CheckOptions limits, CancellationToken token)
    {
        options = limits;
        cancellation = token;
        start = lastLook = Stopwatch.GetTimestamp();
        var span = limits.Timeout.TotalSeconds * Stopwatch.Frequency;
        deadline = span >= long.MaxValue - start ? long.MaxValue : start + (long)span;
        Reached = token.IsCancellationRequested ? Limit.Cancelled : null;
        Configurations = 0;
        States = 0;
        charged = 0;
        heapAtStart = -1;
        nextCollection = limits.MaxMemoryBytes;
        ticks = ticksBetweenLooks = FirstLook;
    }

    /// <summary>One unit of work: a model step, or a configuration.</summary>
    public void Tick()
    {
        if (--ticks <= 0)
        {
            Look();
        }
    }

    public void CountConfiguration()
    {
        if (++Configurations > options.MaxStates)
        {
            Reached ??= Limit.States;
        }

        Tick();
    }

    /// <summary>Accounts for memory taken (or, if negative, given back).</summary>
    public void Charge(long bytes)
    {
        charged += bytes;
        if (charged > options.MaxMemoryBytes)
        {
            Reached ??= Limit.Memory;
        }
    }

    private void Look()
    {
        var now = Stopwatch.GetTimestamp();
        var gone = now - lastLook;
        lastLook = now;
        ticksBetweenLooks = gone > Stopwatch.Frequency / 500
            ? Math.Max(1, ticksBetweenLooks / 4)
            : Math.Min(MaxTicksBetweenLooks, ticksBetweenLooks * 2);
        ticks = ticksBetweenLooks;
        if (cancellation.IsCancellationRequested)
        {
            Reached ??= Limit.Cancelled;
        }
        else if (now >= deadline)
        {
            Reached ??= Limit.Time;
        }
        else
        {
            GuardHeap();
        }
    }

    // The second guard: states whose size only the user knows. Garbage counts until it is collected, so that a heap over the limit
    // is collected once before it is believed; the next time only after as much growth again.
    private void GuardHeap()
    {
        if (heapAtStart < 0)
        {
            heapAtStart = GC.GetTotalMemory(forceFullCollection: false);
        }

        if (GC.GetTotalMemory(forceFullCollection: false) - heapAtStart <= nextCollection)
        {
            return;
        }

        var live = GC.GetTotalMemory(forceFullCollection: true) - heapAtStart;
        if (live > options.MaxMemoryBytes)
        {
            Reached ??= Limit.Memory;
        }

        nextCollection = Math.Max(options.MaxMemoryBytes, live + (options.MaxMemoryBytes / 2));
    }
}
