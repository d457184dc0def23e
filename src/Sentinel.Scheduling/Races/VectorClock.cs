namespace Sentinel.Scheduling;

/// <summary>How much of each thread's past is known: the happens-before order of Lamport and Mattern.</summary>
internal sealed class VectorClock
{
    private int[] _times = [];

    public int this[int slot]
    {
        get => slot < _times.Length ? _times[slot] : 0;
        set
        {
            Grow(slot + 1);
            _times[slot] = value;
        }
    }

    public void Join(VectorClock other)
    {
        Grow(other._times.Length);
        for (var i = 0; i < other._times.Length; i++)
        {
            if (other._times[i] > _times[i])
            {
                _times[i] = other._times[i];
            }
        }
    }

    public VectorClock Copy()
    {
        var copy = new VectorClock();
        copy.Join(this);
        return copy;
    }

    private void Grow(int length)
    {
        if (_times.Length < length)
        {
            Array.Resize(ref _times, Math.Max(length, 4));
        }
    }
}
