namespace Sentinel.Scheduling;

/// <summary>Where one thread sleeps until another lets it go on: the hand-over of control, and the memory fence between the two.</summary>
/// <remarks>
/// For one waiter. A release before the wait is kept; several are one.
/// Of the threads of a lane one runs at a time, and they share a core (<see cref="SharedCore"/>): the next one begins when this one sleeps. So
/// this goes to sleep at once, in 1.3 to 2.4 µs a switch in a ring of two to four threads, where a <see cref="SemaphoreSlim"/>, which spins first, takes 3.5
/// to 4.9. Where threads can't be kept on one core it is the semaphore: waking another core takes 25 µs, and spinning avoids most of that.
/// </remarks>
internal sealed class Gate
{
    private const int Closed = 0;
    private const int Open = 1;
    private const int Awaited = 2;

    private readonly SemaphoreSlim? _semaphore = SharedCore.IsPossible ? null : new(0);

    // Not a field: a sleeping thread pins what it sleeps on, and the garbage collector would have to go round it.
    private readonly int[] _state = GC.AllocateArray<int>(1, pinned: true);

    public void Release()
    {
        if (_semaphore is not null)
        {
            _semaphore.Release();
        }
        else if (Interlocked.Exchange(ref _state[0], Open) == Awaited)
        {
            Futex.Wake(ref _state[0]);
        }
    }

    /// <returns>False where the time is over.</returns>
    public bool Wait(int milliseconds = Timeout.Infinite)
    {
        if (_semaphore is not null)
        {
            return _semaphore.Wait(milliseconds);
        }

        ref var state = ref _state[0];
        while (Interlocked.CompareExchange(ref state, Awaited, Closed) != Open)
        {
            if (!Futex.Wait(ref state, Awaited, milliseconds) && Interlocked.CompareExchange(ref state, Closed, Awaited) == Awaited)
            {
                return false;
            }
        }

        Volatile.Write(ref state, Closed);
        return true;
    }
}
