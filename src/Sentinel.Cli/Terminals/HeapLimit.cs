namespace Sentinel.Cli.Terminals;

/// <summary>Keeps the whole process, and not only the search in it, under <c>--max-memory</c>.</summary>
/// <remarks>
/// The limit is given to the garbage collector, which then collects instead of growing. What asks for more all the same gets an
/// <see cref="OutOfMemoryException"/>, which every check turns into <see cref="Sentinel.Checking.Limit.Memory"/>; but the checker looks at the heap too, and stops before.
/// </remarks>
internal static class HeapLimit
{
    /// <summary>What the process takes beside the heap: the runtime, its code, stacks. Measured: 40 to 50 MiB.</summary>
    private const long Overhead = 56L << 20;

    /// <summary>Less makes no sense to the collector.</summary>
    private const long Least = 32L << 20;

    /// <summary>Sets the limit.</summary>
    /// <param name="processBytes">What the whole process may take. Below 88 MiB the process itself is the larger part, and stays over it.</param>
    public static void Set(long processBytes)
    {
        AppContext.SetData("GCHeapHardLimit", (ulong)Math.Max(Least, processBytes - Overhead));
        try
        {
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // More than that is in use already: what the search takes is still bounded.
        }
    }
}
