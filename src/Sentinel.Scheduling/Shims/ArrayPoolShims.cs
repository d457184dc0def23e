using System.Buffers;

namespace Sentinel.Scheduling;

/// <summary>Pools of arrays: whoever rents an array comes after whoever gave that one back. No point: which array it is says nothing.</summary>
[Shim(typeof(ArrayPool<>))]
internal static class ArrayPoolShims
{
    private const int Pooled = -7;

    public static T[] Rent<T>(ArrayPool<T> pool, int minimumLength)
    {
        var array = pool.Rent(minimumLength);
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.Races?.Acquire(thread, array, Pooled);
        }

        return array;
    }

    public static void Return<T>(ArrayPool<T> pool, T[] array, bool clearArray)
    {
        if (LogicalThread.Current is { } thread && array is not null)
        {
            thread.Execution.Races?.Release(thread, array, Pooled);
        }

        pool.Return(array!, clearArray);
    }
}
