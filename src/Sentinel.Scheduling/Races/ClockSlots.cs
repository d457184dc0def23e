namespace Sentinel.Scheduling;

/// <summary>Which entry of the clocks is whose: as few as can be, since every clock has them all.</summary>
internal sealed class ClockSlots
{
    private readonly List<(int Slot, int Time)> _free = [];
    private int _count;

    /// <summary>A slot of an ended thread can serve again where all it did happens before the new thread.</summary>
    public int Take(VectorClock clock)
    {
        for (var i = 0; i < _free.Count; i++)
        {
            if (_free[i].Time <= clock[_free[i].Slot])
            {
                var slot = _free[i].Slot;
                _free.RemoveAt(i);
                return slot;
            }
        }

        return _count++;
    }

    /// <summary>The thread that has the slot ends.</summary>
    public void Free(int slot, VectorClock clock) => _free.Add((slot, clock[slot]));
}
