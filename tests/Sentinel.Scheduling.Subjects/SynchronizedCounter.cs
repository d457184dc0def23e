using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Locked the old way, by attribute: on the object, and on the type.</summary>
public sealed class SynchronizedCounter
{
    private int _total;

    public static int All { get; private set; }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public static void AddForAll() => All++;

    [MethodImpl(MethodImplOptions.Synchronized)]
    public int Add(int by)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by);
        try
        {
            var before = _total;
            Thread.Yield();
            _total = before + by;
            return _total;
        }
        finally
        {
            GC.KeepAlive(this);
        }
    }
}
