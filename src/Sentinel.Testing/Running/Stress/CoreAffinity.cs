using System.Runtime.InteropServices;

namespace Sentinel.Testing;

/// <summary>Spreads threads over the cores that this process may use.</summary>
/// <remarks>
/// Left alone, the system likes to wake two threads on the core on which they ran last, which may be the same one for minutes:
/// they then run one after the other, and nothing overlaps (measured on two cores: a mean overlap of 0.00 to 0.4, changing by the
/// second). On Linux only; elsewhere, and where the call fails, threads run where the system puts them.
/// </remarks>
internal static class CoreAffinity
{
    private const int MaskWords = 16;

    /// <summary>Keeps the calling thread on one core.</summary>
    /// <param name="number">Threads with neighbouring numbers get different cores, as far as there are any.</param>
    public static void PinCurrentThread(int number)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var allowed = new ulong[MaskWords];
        var size = (nuint)(MaskWords * sizeof(ulong));
        if (sched_getaffinity(0, size, allowed) < 0)
        {
            return;
        }

        var cores = Enumerable.Range(0, MaskWords * 64).Where(core => (allowed[core / 64] >> (core % 64) & 1) != 0).ToArray();
        var chosen = cores[number % cores.Length];
        var mask = new ulong[MaskWords];
        mask[chosen / 64] = 1UL << (chosen % 64);
        _ = sched_setaffinity(0, size, mask);
    }

    [DllImport("libc", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sched_getaffinity(int thread, nuint size, [Out] ulong[] mask);

    [DllImport("libc", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sched_setaffinity(int thread, nuint size, [In] ulong[] mask);
}
