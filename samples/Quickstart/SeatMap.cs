using System.Collections.Concurrent;

namespace Quickstart;

/// <summary>The seats of a theatre. Everybody may reserve at the same time: the dictionary is a concurrent one, after all.</summary>
public sealed class SeatMap
{
    private readonly ConcurrentDictionary<int, bool> taken = new();

    /// <summary>Takes the seat, and says whether it was free.</summary>
    public bool Reserve(int seat)
    {
        if (taken.ContainsKey(seat))
        {
            return false;
        }

        taken[seat] = true;
        return true;
    }

    /// <summary>Gives the seat back, and says whether it was taken.</summary>
    public bool Release(int seat) => taken.TryRemove(seat, out _);
}
