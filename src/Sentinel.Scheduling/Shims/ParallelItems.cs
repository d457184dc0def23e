namespace Sentinel.Scheduling;

/// <summary>The items of a parallel loop, which its threads take one at a time.</summary>
/// <remarks>Taking from the program's own sequence runs its code, one taker after the other, so takers are ordered; taking from a collection or
/// a range orders nobody, or races between the bodies would be hidden.</remarks>
internal sealed class ParallelItems<TSource> : IDisposable
{
    private readonly IEnumerator<TSource> _items;
    private readonly bool _ownCode;
    private bool _busy;
    private long _next;

    public ParallelItems(IEnumerable<TSource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Most = source.TryGetNonEnumeratedCount(out var count) ? count : int.MaxValue;
        _ownCode = Most == int.MaxValue && source.GetType().Assembly != typeof(ParallelLoop).Assembly;
        _items = source.GetEnumerator();
    }

    /// <summary>How many there are, if that is known before.</summary>
    public int Most { get; }

    public bool TryTake(out TSource item, out long index)
    {
        (item, index) = (default!, 0);
        var thread = LogicalThread.Current!;

        // A point before each item, or the first thread would take them all.
        thread.Execution.Pause(thread, thread.Site, new ConditionWait("the next item", () => !_busy));
        _busy = true;
        try
        {
            if (_ownCode)
            {
                thread.Execution.Races?.Acquire(thread, this);
            }

            if (!_items.MoveNext())
            {
                return false;
            }

            (item, index) = (_items.Current, _next++);
            return true;
        }
        finally
        {
            if (_ownCode)
            {
                thread.Execution.Races?.Release(thread, this);
            }

            _busy = false;
        }
    }

    public void Dispose() => _items.Dispose();
}
