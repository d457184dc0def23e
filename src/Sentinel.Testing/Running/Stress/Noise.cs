using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>Random delays before steps, so that the same program meets different schedules.</summary>
/// <remarks>
/// Threads that leave the barrier together are close already, so most steps are not delayed. The others are delayed by a time whose
/// logarithm is uniform, from some nanoseconds to some microseconds: that shifts windows of every length against each other.
/// Now and then the processor is given up, which lets the other threads run far ahead.
/// </remarks>
internal struct Noise(ulong seed)
{
    private const int LongestExponent = 9;

    private SplitMix random = new(seed);

    public void BeforeStep()
    {
        var draw = random.Next();
        switch (draw & 15)
        {
            case 0:
                Thread.Yield();
                break;
            case < 6:
                Spin((int)(1UL << (int)((draw >> 8) % LongestExponent)) + (int)((draw >> 16) & 3));
                break;
            default:
                break;
        }
    }

    /// <summary>A delay finer than <see cref="Thread.SpinWait"/>: one turn is about a nanosecond.</summary>
    private static void Spin(int turns)
    {
        var sink = 0;
        for (var i = 0; i < turns * 4; i++)
        {
            Volatile.Write(ref sink, i);
        }
    }
}
