using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sentinel.Scheduling;

/// <summary>The system call that puts a thread to sleep until another wakes it, and does nothing else: no spinning, no lock.</summary>
internal static class Futex
{
    private const nint WaitPrivate = 128;
    private const nint WakePrivate = 129;
    private const int TimedOut = 110;

    private static readonly nint Number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 => 98,
        _ => 0,
    };

    /// <summary>Linux on 64 bits, where the call is allowed: a sandbox may refuse it.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && Number != 0 && TryWakeNobody();

    /// <summary>Sleeps while the word has the value. May return early.</summary>
    /// <returns>False where the time is over.</returns>
    public static bool Wait(ref int word, int value, int milliseconds)
    {
        if (milliseconds == Timeout.Infinite)
        {
            _ = Call(Number, ref word, WaitPrivate, value, ref Unsafe.NullRef<Duration>(), 0, 0);
            return true;
        }

        var duration = new Duration(milliseconds / 1_000, milliseconds % 1_000 * 1_000_000L);
        return CallAndTell(Number, ref word, WaitPrivate, value, ref duration, 0, 0) == 0 || Marshal.GetLastPInvokeError() != TimedOut;
    }

    /// <summary>Wakes one thread that sleeps on the word.</summary>
    public static void Wake(ref int word) => _ = Call(Number, ref word, WakePrivate, 1, ref Unsafe.NullRef<Duration>(), 0, 0);

    private static bool TryWakeNobody()
    {
        var word = 0;
        return Call(Number, ref word, WakePrivate, 1, ref Unsafe.NullRef<Duration>(), 0, 0) == 0;
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, ref int word, nint operation, nint value, ref Duration timeout, nint word2, nint value2);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint CallAndTell(nint number, ref int word, nint operation, nint value, ref Duration timeout, nint word2, nint value2);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Duration(long seconds, long nanoseconds)
    {
        public readonly long Seconds = seconds;
        public readonly long Nanoseconds = nanoseconds;
    }
}
