namespace Sentinel.Checking.Monitors;

/// <summary>An element of a queue: when it can have gone in and when out.</summary>
internal struct QueueValue
{
    public const int None = -1;

    /// <summary>The operations, by their positions; <see cref="None"/> where there is none.</summary>
    public int Put;

    public int Take;

    /// <summary>The interval in which it went in, tightened: it went in before it came out.</summary>
    public int PutFrom;

    public int PutTo;

    /// <summary>The interval in which it came out, tightened; never, where nobody took it.</summary>
    public int TakeFrom;

    public int TakeTo;

    public static QueueValue Empty => new() { Put = None, Take = None, PutTo = EventRanks.Never, TakeFrom = EventRanks.Never, TakeTo = EventRanks.Never };

    /// <summary>Fills in the intervals.</summary>
    public void Tighten(EventRanks ranks)
    {
        PutFrom = ranks.Invocation[Put];
        PutTo = ranks.Response[Put];
        if (Take != None)
        {
            TakeTo = ranks.Response[Take];
            PutTo = Math.Min(PutTo, TakeTo);
            TakeFrom = Math.Max(ranks.Invocation[Take], PutFrom);
        }
    }
}
