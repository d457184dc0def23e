namespace Sentinel.Stores.Specs;

/// <summary>The instants of the specs: small numbers of seconds and ticks after one fixed start, so that a report can be read.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public static class SpecTime
{
    /// <summary>Where the clock of every run stands at first: 2026-01-01T00:00:00Z.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An instant so many seconds, and ticks of 100 ns, after the start.</summary>
    public static DateTimeOffset At(int seconds, int ticks = 0) => Start.AddSeconds(seconds).AddTicks(ticks);

    /// <summary>An instant as reports print it: <c>2s+1</c> is one tick after two seconds after the start; <c>never</c> is the default instant.</summary>
    public static string Text(DateTimeOffset instant)
    {
        if (instant == default)
        {
            return "never";
        }

        var ticks = (instant - Start).Ticks;
        var (seconds, rest) = long.DivRem(ticks, TimeSpan.TicksPerSecond);
        return rest == 0 ? $"{seconds}s" : $"{seconds}s{rest:+0;-0}";
    }

    /// <summary>An id as reports print it: the specs' own ids are one digit sixteen times, and print as that digit.</summary>
    public static string Short(string id) => id.Length > 0 && id.All(digit => digit == id[0]) ? id[..1] : id;
}
