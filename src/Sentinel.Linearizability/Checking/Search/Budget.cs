using System.Diagnostics;

namespace Sentinel.Checking.Search;

/// <summary>The limits of one check, looked at from inside the loops.</summary>
/// <remarks>
/// The clock is looked at every so many ticks, and how many adapts: a look that finds much time gone quarters the distance to
/// the next, one that finds little doubles it, so that a model with slow steps is stopped in time and one with fast steps does not
/// pay for the clock. For one thread; those that work on the same check have one each, and share the deadline and the memory.
/// </remarks>
internal sealed class Budget
{
    private const int FirstLook = 8;
    private const int MaxTicksBetweenLooks = 1024;
    private readonly MemoryAccount own = new();
    private CheckOptions options = CheckOptions.Default;
    private CancellationToken cancellation;
    private long start;
    private long lastLook;
    private long deadline;
    private MemoryAccount memory;
    private int ticksBetweenLooks;
    private int ticks;
    private Func<bool>? isPointless;

    public Budget() => memory = own;

    /// <summary>The limit that was reached, if any.</summary>
    public Limit? Reached { get; private set; }

    public long Configurations { get; private set; }

    public long States { get; set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    public void Start(CheckOptions limits, CancellationToken token)
    {
        memory = own;
        memory.Restart(limits.MaxMemoryBytes, limits.MaxHeapBytes ?? limits.MaxMemoryBytes);
        isPointless = null;
        options = limits;
        cancellation = token;
        start = lastLook = Stopwatch.GetTimestamp();
        var span = (limits.Timeout - limits.Spent).TotalSeconds * Stopwatch.Frequency;
        deadline = span >= long.MaxValue - start ? long.MaxValue : start + (long)span;
        Reached = token.IsCancellationRequested ? Limit.Cancelled : null;
        Configurations = 0;
        States = 0;
        ticks = ticksBetweenLooks = FirstLook;
    }

    /// <summary>Starts with what is left of another one: its deadline and its memory, which the two share, and all of its configurations.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="pointless">Whether nobody wants the result any more, which is then a cancellation.</param>
    public void Start(Budget other, Func<bool> pointless)
    {
        Start(other.options, other.cancellation);
        (start, deadline, memory, isPointless) = (other.start, other.deadline, other.memory, pointless);
    }

    /// <summary>Counts a new partition's configurations from 0.</summary>
    public void Restart() => (Configurations, States) = (0, 0);

    /// <summary>One unit of work that has no half-way result.</summary>
    /// <exception cref="LimitReachedException">A limit was reached.</exception>
    public void Work()
    {
        Tick();
        if (Reached is not null)
        {
            throw new LimitReachedException();
        }
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
        if (!memory.Charge(bytes))
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
        Reached ??= cancellation.IsCancellationRequested || isPointless?.Invoke() == true ? Limit.Cancelled
            : now >= deadline ? Limit.Time
            : !memory.IsHeapWithin() ? Limit.Memory
            : null;
    }
}
