using System.Runtime.InteropServices;

namespace Sentinel.Scheduling;

/// <summary>On which cores the calling thread may run.</summary>
/// <remarks>On Linux only; elsewhere, and where the call fails, threads run where the system puts them.</remarks>
internal static class CoreAffinity
{
    private const int MaskWords = 16;
    private const nuint MaskBytes = MaskWords * sizeof(ulong);

    /// <summary>The calling thread is the one that the process began with: the runtime gives its cores to every thread that it makes.</summary>
    public static bool IsOfProcess => OperatingSystem.IsLinux() && gettid() == Environment.ProcessId;

    /// <summary>The core on which the calling thread runs now; negative where that is not known.</summary>
    public static int CurrentCore => OperatingSystem.IsLinux() ? sched_getcpu() : -1;

    /// <summary>The cores that the calling thread may use, as <see cref="TrySet"/> takes them; null where that is not known.</summary>
    public static ulong[]? Allowed()
    {
        var mask = new ulong[MaskWords];
        return OperatingSystem.IsLinux() && sched_getaffinity(0, MaskBytes, mask) >= 0 ? mask : null;
    }

    public static bool TrySet(ulong[] mask) => OperatingSystem.IsLinux() && sched_setaffinity(0, MaskBytes, mask) == 0;

    /// <summary>Keeps the calling thread on one core.</summary>
    public static bool TryPin(int core)
    {
        var mask = new ulong[MaskWords];
        if (core is < 0 or >= MaskWords * 64)
        {
            return false;
        }

        mask[core / 64] = 1UL << (core % 64);
        return TrySet(mask);
    }

    /// <summary>Spreads threads over the cores that this process may use: keeps the calling one on a core of its own, as far as there are any.</summary>
    /// <remarks>Left alone, the system likes to wake two threads on the core on which they ran last, which may be the same one for minutes:
    /// they then run one after the other, and nothing overlaps (measured on two cores: a mean overlap of 0.00 to 0.4, changing by the
    /// second).</remarks>
    /// <param name="number">Threads with neighbouring numbers get different cores.</param>
    public static void Spread(int number)
    {
        if (Allowed() is { } allowed)
        {
            var cores = Enumerable.Range(0, MaskWords * 64).Where(core => (allowed[core / 64] >> (core % 64) & 1) != 0).ToArray();
            TryPin(cores[number % cores.Length]);
        }
    }

    [DllImport("libc", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int gettid();

    [DllImport("libc", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sched_getcpu();

    [DllImport("libc", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sched_getaffinity(int thread, nuint size, [Out] ulong[] mask);

    [DllImport("libc", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sched_setaffinity(int thread, nuint size, [In] ulong[] mask);
}
